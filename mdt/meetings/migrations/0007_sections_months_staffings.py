"""Lanes, sections chosen by a series, what the month does by itself, answers to presenters, and special staffings."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import privacy.keys
from mdt.meetings.walls import prepares, sits_in
from privacy.wall import APP, IN_TEAM, OF_SYSTEM, build_wall

OF_SERIES = "EXISTS (SELECT 1 FROM meetings_series s WHERE s.id = meetings_selection.series_id)"
PREPARES_SERIES = prepares("(SELECT s.body_id FROM meetings_series s WHERE s.id = meetings_selection.series_id)")
PREPARES_MEETING = prepares("(SELECT m.body_id FROM meetings_meeting m WHERE m.id = meetings_step.meeting_id)")

# A special staffing is there for who sits in its part, and for who prepares the body's meetings.
SITS_IN_ONLY_PART = """EXISTS (
    SELECT 1 FROM meetings_partseat s JOIN team_desk d ON d.id = s.desk_id WHERE s.part_id = meetings_meeting.only_part_id
    AND d.closed_at IS NULL AND d.group_id = ANY ((SELECT wall.desks())::integer[])
)"""
BEFORE = f"({IN_TEAM} AND {sits_in('meetings_meeting')})"
ITS_PART = f"(only_part_id IS NULL OR {SITS_IN_ONLY_PART} OR {prepares('meetings_meeting.body_id')})"
MEETING = f"({BEFORE} AND {ITS_PART}) OR ({OF_SYSTEM})"
MEETING_BEFORE = f"{BEFORE} OR ({OF_SYSTEM})"


def _meeting(rule: str) -> list[str]:
    return [
        f"ALTER POLICY meetings_meeting_read ON meetings_meeting TO {APP} USING ({rule})",
        f"ALTER POLICY meetings_meeting_insert ON meetings_meeting TO {APP} WITH CHECK ({rule})",
        f"ALTER POLICY meetings_meeting_update ON meetings_meeting TO {APP} USING ({rule})",
    ]


def _place(column: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM team_membership m WHERE m.id = meetings_{column} AND m.user_id = (SELECT wall.person()) "
        "AND m.team_id = (SELECT wall.team()) AND m.agency_id = (SELECT wall.agency()) AND m.ended_at IS NULL)"
    )


# What a release-bound agency knows of a person it may tell nobody, so it can write no answer and none of it is read.
BOUND = "'{vawa,voca,fvpsa,rhy,part_2,privileged}'::varchar[]"
NOT_BOUND = f"""NOT EXISTS (
    SELECT 1 FROM team_membership m JOIN team_agency a ON a.id = m.agency_id
    WHERE m.id = meetings_knownanswer.place_id AND a.bindings && {BOUND}
)"""
PRESENTED = """EXISTS (
    SELECT 1 FROM meetings_agendaitem i WHERE i.id = meetings_knownanswer.item_id AND i.presenter_id = meetings_knownanswer.told_id
)"""
MY_ANSWER = f"{IN_TEAM} AND {_place('knownanswer.place_id')}"
SAYS = f"{MY_ANSWER} AND {NOT_BOUND} AND {PRESENTED}"

HELD = """
CREATE FUNCTION meetings_only_its_part() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    fits boolean;
BEGIN
    IF TG_TABLE_NAME = 'meetings_agendaitem' THEN
        fits := EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = NEW.meeting_id
                        AND (m.only_part_id IS NULL OR m.only_part_id = NEW.part_id));
    ELSIF TG_TABLE_NAME = 'meetings_meeting' THEN
        fits := NEW.only_part_id IS NULL
            OR EXISTS (SELECT 1 FROM meetings_part p WHERE p.id = NEW.only_part_id AND p.body_id = NEW.body_id);
    ELSE
        fits := EXISTS (SELECT 1 FROM meetings_part p WHERE p.id = NEW.part_id AND p.body_id = NEW.body_id);
    END IF;
    IF fits THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'that part is not in this meeting' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER only_its_part BEFORE INSERT OR UPDATE ON meetings_agendaitem FOR EACH ROW
    EXECUTE FUNCTION meetings_only_its_part();
CREATE TRIGGER only_its_part BEFORE INSERT OR UPDATE ON meetings_meeting FOR EACH ROW
    EXECUTE FUNCTION meetings_only_its_part();
CREATE TRIGGER only_its_part BEFORE INSERT OR UPDATE ON meetings_staffingask FOR EACH ROW
    EXECUTE FUNCTION meetings_only_its_part();
"""
UNHELD = """
DROP TRIGGER only_its_part ON meetings_agendaitem;
DROP TRIGGER only_its_part ON meetings_meeting;
DROP TRIGGER only_its_part ON meetings_staffingask;
DROP FUNCTION meetings_only_its_part();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_feeds_cut_off_holidays"),
        ("team", "0003_call_for_today"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("known", "We know this person"), ("phone", "Ask me by phone")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("section", models.CharField(max_length=40)),
                ("on", models.BooleanField(default=True)),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, validators=[django.core.validators.MaxValueValidator(400)]
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        choices=[("urgent", "Urgent"), ("discuss", "Discuss"), ("list", "List only")],
                        default="discuss",
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffingAsk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "soon",
                    models.CharField(
                        choices=[
                            ("today", "Today or tomorrow"),
                            ("week", "Within a week"),
                            ("later", "Before the next meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("safety", "A safety worry"),
                            ("missing", "Somebody is missing"),
                            ("change", "Something has changed"),
                            ("court", "A date in court is near"),
                            ("stuck", "We are stuck and need the others"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(15),
                            django.core.validators.MaxValueValidator(240),
                        ],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "Asked"), ("planned", "Planned"), ("not_held", "Not held")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(default=privacy.keys.new_key, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("draft", "Draft the agenda"),
                            ("remind", "Remind presenters"),
                            ("cut_off", "Close the cut-off"),
                            ("minutes", "Ask for minutes"),
                            ("roll_over", "Roll over what was not handled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("pieces", models.PositiveSmallIntegerField(default=0)),
                ("finished", models.PositiveSmallIntegerField(default=0)),
                ("failed", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="lane",
            field=models.CharField(
                choices=[("urgent", "Urgent"), ("discuss", "Discuss"), ("list", "List only")],
                default="discuss",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="reminded",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="team.membership",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="rolled_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="only_part",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.part"
            ),
        ),
        migrations.AddField(
            model_name="series",
            name="remind_days",
            field=models.PositiveSmallIntegerField(
                default=3, validators=[django.core.validators.MaxValueValidator(31)]
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="for_room",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="once",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="occurrence",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="meetings.series",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("occurrence", None), ("only_part__isnull", False), ("series", None)),
                    models.Q(("occurrence__isnull", False), ("only_part", None), ("series__isnull", False)),
                    _connector="OR",
                ),
                name="of_a_series_or_a_special_staffing",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_room", False), ("once", True), _connector="OR"), name="a_room_raises_once"
            ),
        ),
        migrations.AddField(
            model_name="knownanswer",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="known_answers", to="meetings.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="knownanswer",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.membership"
            ),
        ),
        migrations.AddField(
            model_name="knownanswer",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
        ),
        migrations.AddField(
            model_name="knownanswer",
            name="told",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="team.membership"
            ),
        ),
        migrations.AddField(
            model_name="selection",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="selections", to="meetings.series"
            ),
        ),
        migrations.AddField(
            model_name="selection",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="team.membership",
            ),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.membership"
            ),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="staffing_asks", to="team.body"
            ),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="meeting",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ask",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="part",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.part"),
        ),
        migrations.AddField(
            model_name="staffingask",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
        ),
        migrations.AddField(
            model_name="step",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="team",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.team"),
        ),
        migrations.AddConstraint(
            model_name="knownanswer",
            constraint=models.UniqueConstraint(fields=("item", "place"), name="one_answer_of_a_member_on_an_item"),
        ),
        migrations.AddConstraint(
            model_name="knownanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", models.F("told")), _negated=True), name="nobody_tells_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.UniqueConstraint(fields=("series", "section"), name="a_section_chosen_once_in_a_series"),
        ),
        migrations.AddConstraint(
            model_name="staffingask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None), ("meeting", None), ("state", "asked")),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("meeting__isnull", False),
                        ("state", "planned"),
                        ("answered_by__isnull", False),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("meeting", None),
                        ("state", "not_held"),
                    ),
                    _connector="OR",
                ),
                name="a_staffing_is_answered_in_one_way",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(condition=models.Q(("done_at", None)), fields=["next_at", "kind"], name="steps_due"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("meeting", "kind"), name="a_step_once_for_a_meeting"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("finished__lte", models.F("pieces"))), name="no_more_finished_than_there_is"
            ),
        ),
        migrations.RunSQL(_meeting(MEETING), _meeting(MEETING_BEFORE)),
        migrations.RunSQL(HELD, UNHELD),
        build_wall(
            "meetings_selection",
            read=f"{IN_TEAM} AND {OF_SERIES}",
            insert=f"{IN_TEAM} AND {PREPARES_SERIES}",
            update=f"{IN_TEAM} AND {PREPARES_SERIES}",
            delete=f"{IN_TEAM} AND {PREPARES_SERIES}",
        ),
        # Steps are a job's; whoever prepares the meeting looks at them.
        build_wall("meetings_step", read=f"{IN_TEAM} AND {PREPARES_MEETING}", insert="false"),
        build_wall(
            "meetings_knownanswer",
            read=f"{MY_ANSWER} OR {IN_TEAM} AND {NOT_BOUND} AND {_place('knownanswer.told_id')}",
            insert=SAYS,
            update=SAYS,
            delete=MY_ANSWER,
        ),
        build_wall(
            "meetings_staffingask",
            read=f"{IN_TEAM} AND ({_place('staffingask.asked_by_id')} OR {prepares('meetings_staffingask.body_id')})",
            insert=f"{IN_TEAM} AND state = 'asked' AND {_place('staffingask.asked_by_id')} AND {sits_in('meetings_staffingask')}",
            update=f"{IN_TEAM} AND {prepares('meetings_staffingask.body_id')}",
        ),
    ]
