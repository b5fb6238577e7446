"""The team: agencies and people exist once and join teams by membership; a desk receives, not an agency."""

import uuid
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.ledger import Actor
from mdt.team.querysets import AgencySet, DeskSet, MembershipSet
from mdt.team.roles import WATCHING, WORKING, Role, allows
from mdt.team.sectors import RELEASE_BOUND, Basis, Binding, Sector, bases_for
from privacy.keys import new_key
from privacy.wall import Claims


class Team(models.Model):
    """One county's multidisciplinary team. Records belong to one team and never cross."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=120, unique=True)
    time_zone = models.CharField(max_length=60, default="America/Los_Angeles")
    # Invented data only: such a team can be wiped, and never shares a database with real records.
    practice = models.BooleanField(default=True)
    agencies: "models.ManyToManyField[Agency, AgencyMembership]" = models.ManyToManyField(
        "Agency", through="AgencyMembership", related_name="teams"
    )

    class Privacy:
        reference = ("name", "time_zone", "practice")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organisation that takes part. What binds it decides what it may send."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=120, unique=True)
    sector = models.CharField(max_length=30, choices=Sector.choices)
    bindings = ArrayField(models.CharField(max_length=20, choices=Binding.choices), default=list, blank=True)
    # The free-text note is off until the agency's own privacy officer turns it on.
    notes_allowed = models.BooleanField(default=False)
    suspended_at = models.DateTimeField(null=True, blank=True)

    objects = AgencySet.as_manager()

    class Privacy:
        reference = ("name", "sector", "bindings", "notes_allowed", "suspended_at")

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def release_bound(self) -> bool:
        """Whether it may send only under a release, and answers in the two words it may use without one."""
        return not RELEASE_BOUND.isdisjoint(self.bindings)

    @property
    def tells_by_its_name(self) -> bool:
        """Whether that it has to do with somebody says something of them: a confidential, a health, a bound agency."""
        return self.release_bound or self.sector in (Sector.CONFIDENTIAL_ADVOCACY, Sector.HEALTH)

    @property
    def type_words(self) -> str:
        """Its type in place of its name: "an agency (health)"."""
        return f"an agency ({Sector(self.sector).label.lower()})"

    @property
    def binding_words(self) -> list[str]:
        return [str(Binding(binding).label) for binding in self.bindings]

    @property
    def bases(self) -> list[Basis]:
        return bases_for(self.sector, self.bindings)


class AgencyMembership(models.Model):
    """An agency's place in one team."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="agency_memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    class Privacy:
        reference = ("team", "agency", "joined_on", "left_on")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "agency"], name="agency_once_in_a_team"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} in {self.team}"


class Desk(models.Model):
    """A group of named people in an agency who receive together: the trafficking detail, not every deputy."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=120)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="desk")
    phone = models.CharField(max_length=40, blank=True)
    phone_checked_on = models.DateField(null=True, blank=True)
    after_hours = models.CharField(max_length=40, blank=True)
    after_hours_checked_on = models.DateField(null=True, blank=True)
    # What cannot wait is called in first: mail may be read the next morning.
    call_for_today = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DeskSet.as_manager()

    class Privacy:
        reference = (
            "agency",
            "name",
            "group",
            "phone",
            "phone_checked_on",
            "after_hours",
            "after_hours_checked_on",
            "call_for_today",
            "closed_at",
        )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "name"], name="desk_name_once_in_an_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.name}"


class People(BaseUserManager["User"]):
    """Users with what every request needs to know of them, in one query."""

    def with_place(self) -> models.QuerySet["User"]:
        """Users joined to their current membership, its agency and team, and the groups of their desks there."""
        desks = Group.objects.filter(user=OuterRef("pk"), desk__agency=OuterRef("current__agency")).order_by("pk")
        return self.select_related("current__agency", "current__team").annotate(
            desk_groups_now=ArraySubquery(desks.values("pk"))
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a sign-in. What they may do comes from their current membership's roles, never from flags."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey("Membership", on_delete=models.SET_NULL, null=True, related_name="+")
    # Every session that began before is over.
    signed_out_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Privacy:
        reference = ("email", "name", "is_active", "joined_at", "current", "signed_out_at", "last_login", "groups")
        system = ("password", "is_superuser", "user_permissions")
        plain = {"password": "an argon2 hash"}

    class Meta:
        constraints: ClassVar = [
            # Django lets a superuser pass every check; nobody here may.
            models.CheckConstraint(condition=Q(is_superuser=False), name="no_superusers"),
            models.UniqueConstraint(Lower("email"), name="one_sign_in_for_an_address"),
        ]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Whether the current membership's roles allow it. Records have their own door: `visible_to`."""
        return bool(self.is_active and self.current and obj is None and allows(self.current.roles, perm))

    def has_role(self, role: Role) -> bool:
        return bool(self.current and role in self.current.roles)

    @property
    def place(self) -> "Membership":
        """The current membership. Only for people who have passed a door, which requires one."""
        if self.current is None:
            raise ValueError(f"{self.pk} has no membership")
        return self.current

    @cached_property
    def desk_groups(self) -> list[int]:
        """The auth groups of the desks they sit at in their current agency, ascending.

        Of closed ones too: a closed desk receives nothing new, and its people go on answering what it holds.
        """
        if "desk_groups_now" in self.__dict__:
            return list(self.__dict__["desk_groups_now"])
        held = Group.objects.filter(user=self, desk__agency=self.place.agency_id)
        return sorted(held.values_list("pk", flat=True))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Ties a session to the password, place and roles that it began with: a change of any of them ends it."""
        place = self.current
        standing = [place.pk, place.agency_id, *sorted(place.roles)] if place else []
        value = repr([self.password, str(self.signed_out_at), *map(str, standing)])
        return salted_hmac("mdt.team.session", value, secret=secret, algorithm="sha256").hexdigest()

    def wall_claims(self) -> Claims:
        kind = "auditor" if self.has_role(Role.AUDITOR) else "user"
        place = self.place
        return Claims(kind, self.pk, place.team_id, place.agency_id, self.desk_groups)

    def as_actor(self) -> Actor:
        place = self.place
        return Actor(
            id=self.pk,
            name=self.name,
            agency_id=place.agency_id,
            agency=place.agency.name,
            roles=tuple(place.roles),
            team_id=place.team_id,
            inner_of=place.agency_id if place.agency.release_bound else None,
        )

    @property
    def time_zone(self) -> str:
        """Where they are: their current team's zone, in which times are shown."""
        return self.place.team.time_zone

    def team_people(self) -> list[tuple[uuid.UUID, str]]:
        """Key and words of everybody who is or was in their current team, by name."""
        places = Membership.objects.filter(team=self.place.team_id).select_related("user", "agency")
        return [(place.user_id, f"{place.user} ({place.agency})") for place in places.order_by("user__name", "pk")]

    def team_agencies(self) -> list[tuple[uuid.UUID, str]]:
        """Key and name of every agency that is or was in their current team, by name."""
        agencies = Agency.objects.filter(memberships__team=self.place.team_id)
        return list(agencies.order_by("name").values_list("pk", "name"))


class Membership(models.Model):
    """A person's place in one team: for which agency, in which roles."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipSet.as_manager()

    class Privacy:
        reference = ("user", "team", "agency", "roles", "ended_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "team"], name="person_once_in_a_team"),
            models.CheckConstraint(
                condition=~(Q(roles__overlap=list(WATCHING)) & Q(roles__overlap=list(WORKING))),
                name="watching_apart_from_working",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.agency}"

    def hold(self) -> None:
        """Until the commit whoever else holds this place waits: two presses of one person take turns."""
        Membership.objects.select_for_update(no_key=True).get(pk=self.pk)

    @property
    def role_words(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)


class Body(models.Model):
    """A group that meets: the team itself, or one of its subcommittees."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=120)
    subcommittee = models.BooleanField(default=False)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="chairs"
    )
    desks: "models.ManyToManyField[Desk, BodyDesk]" = models.ManyToManyField(
        Desk, through="BodyDesk", related_name="bodies"
    )

    class Privacy:
        reference = ("team", "name", "subcommittee", "chair")

    class Meta:
        verbose_name_plural = "bodies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "name"], name="body_name_once_in_a_team"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyDesk(models.Model):
    """A desk that sits in a body: what is put forward to the body is granted to it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT)

    class Privacy:
        reference = ("body", "desk")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "desk"], name="desk_once_in_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.desk} in {self.body}"


class Invitation(models.Model):
    """A sign-up that somebody asked for. The address sent by mail carries a secret, kept here as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    # Where they will sit, so that a new person can work from the first minute.
    desk = models.ForeignKey(Desk, on_delete=models.SET_NULL, null=True, blank=True)
    email = models.EmailField()
    name = models.CharField(max_length=80, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
    secret_hash = models.CharField(max_length=64, unique=True)
    # Nobody invites the first administrator of an installation.
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Its time ran out and the ledger says so; until it is deleted it can be sent again.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        reference = (
            "team",
            "agency",
            "desk",
            "email",
            "name",
            "roles",
            "invited_by",
            "expires_at",
            "accepted_at",
            "ended_at",
        )
        system = ("secret_hash",)
        plain = {"secret_hash": "a hash of the secret in the link"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "team", Lower("email"), condition=Q(accepted_at=None), name="one_open_invitation_for_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
