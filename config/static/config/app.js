// Comfort only: every page works without this file.
"use strict";

(() => {
  // A summary of errors takes focus, also after a swap or where the browser does not heed autofocus on it.
  const focusErrors = (root) => root.querySelector?.(".error-summary")?.focus();

  // Copy buttons stay hidden where they would do nothing.
  const showCopy = (root) => {
    if (navigator.clipboard) root.querySelectorAll?.("[data-copy]").forEach((button) => { button.hidden = false; });
  };

  const copy = async (button) => {
    const said = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Not copied. Select the code and copy it.";
    }
  };

  // What is left of a text's length, spoken only when typing has paused.
  const waiting = new WeakMap();
  const count = (area) => {
    const note = document.querySelector(`[data-count-for="${CSS.escape(area.id)}"]`);
    if (!note) return;
    clearTimeout(waiting.get(note));
    note.setAttribute("role", "status");
    waiting.set(note, setTimeout(() => {
      const left = Number(area.dataset.limit ?? area.maxLength) - area.value.length;
      note.textContent = left < 0 ? `${-left} characters too many.` : `${left} characters left.`;
    }, 800));
  };

  // Words are checked while they are typed: the one field goes along, none of the form's other answers.
  const onlyWords = (event) => {
    const field = event.target.dataset?.words;
    if (!field) return;
    const sent = event.detail.formData;
    const wanted = (name) => name === field || name === "csrfmiddlewaretoken" || name.startsWith(`${field}-keep-`);
    [...sent.keys()].filter((name) => !wanted(name)).forEach((name) => sent.delete(name));
    Object.entries(JSON.parse(event.target.dataset.described)).forEach(([name, value]) => sent.set(name, value));
  };
  const unchecked = (event) => {
    if (!event.target.dataset?.words) return;
    event.target.textContent = "We could not check these words just now. Keep typing: they are checked before anything is saved.";
  };
  // Signed out meanwhile: the answer comes from another page.
  const fromElsewhere = (event) => {
    const { xhr, requestConfig } = event.detail;
    if (!event.target.dataset?.words || new URL(xhr.responseURL).pathname === requestConfig.path) return;
    event.detail.shouldSwap = false;
    unchecked(event);
  };

  // Leave now: cover the page at once, then let the server end the session.
  const leave = document.querySelector("form[data-leave]");
  leave?.addEventListener("submit", () => document.documentElement.classList.add("leaving"));
  let presses = [];
  const shiftThrice = (event) => {
    if (!leave || event.repeat) return;
    const now = Date.now();
    presses = event.key === "Shift" ? [...presses.filter((at) => now - at < 5000), now] : [];
    if (presses.length === 3) leave.requestSubmit();
  };

  // A double press must not send a form twice; a form that answers with a file may be sent again later.
  const once = (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (Date.now() - (form.dataset.sent ?? 0) < 2000) event.preventDefault();
    else form.dataset.sent = Date.now();
  };

  // Two minutes before the server ends an idle session: ask. Any request to the server starts the time anew.
  const idle = document.querySelector("[data-idle]");
  let asked = Date.now();
  const stay = async () => {
    idle.close();
    const answer = await fetch(idle.dataset.keep, { cache: "no-store" });
    if (answer.ok) asked = Date.now();
  };
  const watch = () => {
    const left = Number(idle.dataset.idle) - (Date.now() - asked) / 1000;
    if (left <= 0) location.reload();
    else if (left <= 120 && !idle.open) idle.showModal();
  };
  if (idle) {
    setInterval(watch, 5000);
    idle.querySelector("[data-stay]").addEventListener("click", stay);
    idle.addEventListener("cancel", stay);
    document.addEventListener("htmx:afterRequest", () => { asked = Date.now(); });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("input", (event) => {
    const limited = event.target.dataset.limit || event.target.maxLength > 0;
    if (limited && event.target.tagName === "TEXTAREA") count(event.target);
  });
  document.addEventListener("htmx:configRequest", onlyWords);
  document.addEventListener("htmx:beforeSwap", fromElsewhere);
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, unchecked));
  document.addEventListener("keydown", shiftThrice);
  document.addEventListener("submit", once);
  // Back may bring a page out of memory as it was. One that was left stays covered and is asked for again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("leaving")) location.reload();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    showCopy(event.target);
    focusErrors(event.target);
  });
  showCopy(document);
  window.addEventListener("load", () => setTimeout(() => {
    if (document.activeElement === document.body) focusErrors(document);
  }, 250));
})();
