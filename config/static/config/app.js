// Comfort only: every page works without this file.
"use strict";

(() => {
  // When the server last heard of whoever sits here.
  let asked = Date.now();

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

  // A draft saves itself while it is written. Nothing is kept in the browser: what is not saved is on this page alone.
  const drafting = (mark) => {
    const form = mark.form;
    const saved = document.getElementById("saved");
    const lost = document.querySelector("[data-lost]");
    let changed = 0;
    let kept = 0;
    let last = 0;
    let timer;
    let running;
    const plan = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(save, Math.max(wait, last + 5000 - Date.now()));
    };
    const take = async (answer, upTo) => {
      if (answer.type === "opaqueredirect") {
        saved.textContent = "Not saved: you are signed out. Sign in in another tab, then go on here.";
        return;
      }
      if (answer.status !== 200 && answer.status !== 409) {
        saved.textContent = "Not saved just now. Keep typing: we try again.";
        plan(10000);
        return;
      }
      const { said, at, address } = await answer.json();
      saved.textContent = said;
      kept = upTo;
      asked = Date.now();
      if (!address) return;
      form.elements.draft_at.value = at;
      form.action = address;
      history.replaceState(null, "", address);
    };
    const send = async () => {
      const upTo = changed;
      last = Date.now();
      try {
        const body = new FormData(form);
        const answer = await fetch(mark.dataset.autosave, { method: "POST", body, redirect: "manual", cache: "no-store" });
        lost.hidden = true;
        await take(answer, upTo);
        if (changed > upTo) plan(1500);
      } catch {
        lost.hidden = false;
        plan(10000);
      }
    };
    function save() {
      clearTimeout(timer);
      running ??= send().finally(() => { running = undefined; });
      return running;
    }
    form.addEventListener("input", () => { changed += 1; plan(1500); });
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (lost.hidden || event.submitter?.name === "leave") return;
      event.preventDefault();
      await save();
      if (lost.hidden) form.requestSubmit(event.submitter);
    });
    return async () => { if (changed > kept) await save(); };
  };

  // The buttons under a list say how many are ticked.
  const ticking = (form) => {
    const boxes = [...document.querySelectorAll(`input[name="pick"][form="${form.id}"]`)];
    const all = form.querySelector("[data-pick-all]");
    const buttons = [...form.querySelectorAll("[data-says]")].map((button) => [button, button.textContent]);
    const say = () => {
      const count = boxes.filter((box) => box.checked).length;
      const many = `${count} referral${count === 1 ? "" : "s"}`;
      buttons.forEach(([button, words]) => { button.textContent = count ? button.dataset.says.replace("{n}", many) : words; });
      all.textContent = count === boxes.length ? "Untick all" : "Tick all on this page";
    };
    all.hidden = boxes.length === 0;
    all.addEventListener("click", () => {
      const tick = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = tick; });
      say();
    });
    boxes.forEach((box) => box.addEventListener("change", say));
    window.addEventListener("pageshow", say);
  };

  // Leave now: cover the page at once, save what a draft holds, then let the server end the session.
  const leave = document.querySelector("form[data-leave]");
  leave?.addEventListener("submit", async (event) => {
    document.documentElement.classList.add("leaving");
    if (!keepDraft) return;
    event.preventDefault();
    await Promise.race([keepDraft(), new Promise((done) => { setTimeout(done, 700); })]);
    leave.submit();
  });
  let presses = [];
  const shiftThrice = (event) => {
    if (!leave || event.repeat) return;
    const now = Date.now();
    presses = event.key === "Shift" ? [...presses.filter((at) => now - at < 5000), now] : [];
    // A form that keeps a draft leaves by its own button, which takes along what was typed.
    if (presses.length === 3) (document.querySelector("[data-leave-form]") ?? leave.querySelector("button")).click();
  };

  // A double press must not send a form twice; a form that answers with a file may be sent again later.
  const once = (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (event.submitter?.name === "leave") {
      document.documentElement.classList.add("leaving");
      return;
    }
    if (Date.now() - (form.dataset.sent ?? 0) < 2000) event.preventDefault();
    else form.dataset.sent = Date.now();
  };

  // Two minutes before the server ends an idle session: ask. Any request to the server starts the time anew.
  const idle = document.querySelector("[data-idle]");
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
  const mark = document.querySelector("[data-autosave]");
  const keepDraft = mark ? drafting(mark) : null;
  document.querySelectorAll("[data-picked]").forEach(ticking);
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
