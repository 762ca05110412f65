"""The annual report shows all that was decided, whatever has become of it since."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_differences import GOAL, PLAN, SAFE, TARGET
from timglas.rules.annual_report import (
    Balance,
    Change,
    Changed,
    Edition,
    GoalRow,
    IndicatorRow,
    Measured,
    TargetRow,
    balance,
    changes_since,
    decided_rows,
    editions_of_year,
    unexplained,
)
from timglas.rules.differences import FieldChange
from timglas.rules.plan_document import DecisionLine, GoalLine, PlanDocument, TargetLine
from timglas.rules.scale import Status

YEAR = 2026
MAY = DecisionLine("BUN", "2026-05-20", "61", "BUN 2026/12", "")
CALM, PRESENT = replace(SAFE, indicator=8, name="Studiero"), replace(SAFE, indicator=9, name="Ro")
JANUARY = replace(PLAN, goals=(replace(GOAL, indicators=(SAFE, CALM)),))
RENAMED = replace(SAFE, name="Elever som känner sig trygga")


def changed_to(*goals: GoalLine) -> PlanDocument:
    """What the plan became in May."""
    return replace(JANUARY, number=2, decision=MAY, valid_from="2026-05-21", goals=goals)


def in_words(_field: str, code: str) -> str:
    """Codes as they are."""
    return code


def test_a_year_with_one_indicator_renamed_one_removed_and_one_added_shows_all_three() -> None:
    """By the decided names, in order, with outcome or that there is none."""
    after = changed_to(replace(GOAL, indicators=(RENAMED, PRESENT)))
    outcomes = {(7, "BUN", "T"): Measured("91 %", Status.MET)}
    judged = {3: Status.PARTLY_MET}
    none = TargetRow("BUN", "T", "minst\u00a088", "–", Measured("", *NOT_MEASURED))
    assert decided_rows((JANUARY, after), YEAR, outcomes=outcomes, judged=judged) == (
        GoalRow(
            goal=3,
            level="Nämndmål",
            wording="Alla elever är trygga i skolan",
            last_wording="Alla elever är trygga i skolan",
            since=None,
            status=Status.PARTLY_MET,
            why_not="",
            indicators=(
                IndicatorRow(
                    *(7, "Trygga elever", "Elever som känner sig trygga", "%", Change.RENAMED),
                    (replace(none, last="minst\u00a088", measured=outcomes[7, "BUN", "T"]),),
                ),
                IndicatorRow(8, "Studiero", "Studiero", "%", Change.REMOVED, (none,)),
                IndicatorRow(
                    *(9, "Ro", "Ro", "%", Change.ADDED), (replace(none, last="minst\u00a088"),)
                ),
            ),
        ),
    )


NOT_MEASURED = (Status.NOT_MEASURED, "Inget utfall är rapporterat.")


def test_each_difference_says_what_became_of_it_and_which_decision_did_it() -> None:
    """The name before and after, the fields that say something else, and the decision."""
    after = changed_to(replace(GOAL, indicators=(RENAMED, PRESENT)))
    name = FieldChange("name", "Trygga elever", "Elever som känner sig trygga")
    assert changes_since((JANUARY, after), YEAR, in_words) == (
        Changed(Change.RENAMED, 3, 7, name.before, name.after, (name,), MAY),
        Changed(Change.ADDED, 3, 9, "", "Ro", (), MAY),
        Changed(Change.REMOVED, 3, 8, "Studiero", "", (), MAY),
    )


def test_goals_that_are_new_gone_or_worded_anew_are_differences() -> None:
    """A goal that is new or gone stands for its indicators; links and need are the plan's."""
    new = replace(GOAL, goal=5, wording="Alla läser")
    worded = replace(GOAL, wording="Alla elever har ro", need="Nytt", indicators=(SAFE, CALM))
    before = replace(JANUARY, goals=(*JANUARY.goals, replace(GOAL, goal=4, wording="Fler lärare")))
    found = changes_since((before, changed_to(new, worded)), YEAR, in_words)
    told = FieldChange("wording", "Alla elever är trygga i skolan", "Alla elever har ro")
    assert found == (
        Changed(Change.ADDED, 5, None, "", "Alla läser", (), MAY),
        Changed(Change.RENAMED, 3, None, told.before, told.after, (told,), MAY),
        Changed(Change.REMOVED, 4, None, "Fler lärare", "", (), MAY),
    )
    assert [change.is_goal for change in found] == [True, True, True]


def test_a_goal_with_another_need_alone_is_no_difference() -> None:
    """The report is about what the goal says and how it is measured."""
    after = changed_to(replace(JANUARY.goals[0], need="Nytt"))
    assert changes_since((JANUARY, after), YEAR, in_words) == ()


def test_a_lower_target_is_a_difference_but_next_years_is_none() -> None:
    """The year's target is what the year is held against."""
    lower = replace(TARGET, low="80")
    later = TargetLine(2027, "BUN", "T", "95", None, "year_end")
    line = replace(SAFE, targets=(lower, later))
    after = changed_to(replace(GOAL, indicators=(line, CALM)))
    told = FieldChange("target", "minst\u00a088 (year_end)", "minst\u00a080 (year_end)", "2026")
    documents = (JANUARY, after)
    assert changes_since(documents, YEAR, in_words) == (
        Changed(Change.CHANGED, 3, 7, "Trygga elever", "Trygga elever", (told,), MAY),
    )
    (goal,) = decided_rows(documents, YEAR, outcomes={}, judged={})
    (target,) = goal.indicators[0].targets
    assert (target.decided, target.last) == ("minst\u00a088", "minst\u00a080")
    assert (goal.status, goal.indicators[0].since) == (Status.NOT_JUDGED, None)


def test_an_indicator_without_target_and_one_with_anothers_target_have_their_rows() -> None:
    """The unit's own row is there without a target; other units and sexes come after it."""
    others = (TargetLine(YEAR, "Björkskolan", "K", "80", "90", "year_end"),)
    plan = replace(PLAN, goals=(replace(GOAL, indicators=(replace(SAFE, targets=others),)),))
    (goal,) = decided_rows((plan,), YEAR, outcomes={}, judged={})
    assert [(t.unit, t.sex, t.decided) for t in goal.indicators[0].targets] == [
        ("BUN", "T", "–"),
        ("Björkskolan", "K", "80–90"),
    ]


def test_a_goal_that_was_removed_or_added_is_a_row_that_says_so() -> None:
    """In the order they were first decided."""
    after = changed_to(replace(GOAL, goal=5, wording="Alla läser"))
    rows = decided_rows((JANUARY, after), YEAR, outcomes={}, judged={})
    assert [(row.goal, row.since) for row in rows] == [(3, Change.REMOVED), (5, Change.ADDED)]
    assert rows[0].indicators[0].since is Change.REMOVED


def test_a_difference_is_explained_by_a_text_that_mentions_it() -> None:
    """By the name before or after, however it is written."""
    after = changed_to(replace(GOAL, indicators=(RENAMED, PRESENT)))
    renamed, added, removed = changes_since((JANUARY, after), YEAR, in_words)
    assert unexplained((renamed, added, removed), "") == (renamed, added, removed)
    text = "TRYGGA\u00a0ELEVER heter numera annat. ”Studiero” mäts inte längre."
    assert unexplained((renamed, added, removed), text) == (added,)


def test_the_balance_counts_goals_by_how_they_went() -> None:
    """What cannot be judged is neither reached nor missed."""
    went = (Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.NOT_MET, Status.NOT_JUDGED)
    assert balance(went) == Balance(reached=1, partly=1, missed=2, unknown=1)
    assert balance(went).total == 5


def day(month: int, number: int = 1, year: int = YEAR) -> date:
    """A day."""
    return date(year, month, number)


def test_the_year_is_held_against_what_was_decided_when_it_began() -> None:
    """Also where a later decision holds from the year's first day."""
    autumn = Edition(1, day(1), day(11, year=2025))
    mended = Edition(2, day(1), day(12, 20, year=2025))
    backwards = Edition(3, day(1), day(5, 20))
    next_one = Edition(4, date(2027, 2, 1), day(12))
    editions = (autumn, mended, backwards, next_one)
    assert editions_of_year(editions, YEAR, day(12, 31)) == (mended, backwards)


def test_a_plan_that_came_late_is_held_against_its_first_decision() -> None:
    """There was nothing before it."""
    late, later = Edition(1, day(2), day(1, 28)), Edition(2, day(6), day(5, 20))
    assert editions_of_year((late, later), YEAR, day(12, 31)) == (late, later)
    assert editions_of_year((), YEAR, day(12, 31)) == ()


LINES = st.builds(
    replace,
    st.just(SAFE),
    indicator=st.integers(1, 3),
    name=st.sampled_from(("A", "B")),
    targets=st.lists(
        st.builds(
            replace,
            st.just(TARGET),
            year=st.sampled_from((YEAR, 2027)),
            unit=st.sampled_from(("BUN", "Björkskolan")),
            sex=st.sampled_from(("T", "K")),
            low=st.sampled_from(("80", "88")),
        ),
        max_size=2,
        unique_by=lambda t: (t.year, t.unit, t.sex),
    ).map(tuple),
)
GOALS = st.builds(
    replace,
    st.just(GOAL),
    goal=st.integers(1, 3),
    wording=st.sampled_from(("X", "Y")),
    indicators=st.lists(LINES, max_size=3, unique_by=lambda line: line.indicator).map(tuple),
)
EDITIONS = st.lists(
    st.builds(
        replace,
        st.just(PLAN),
        goals=st.lists(GOALS, max_size=3, unique_by=lambda goal: goal.goal).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=60)
@given(EDITIONS)
def test_nothing_that_was_decided_can_disappear(documents: list[PlanDocument]) -> None:
    """Each goal, indicator and target of the year in any document is a row with its outcome."""
    rows = decided_rows(documents, YEAR, outcomes={}, judged={})
    shown = {
        (goal.goal, line.indicator, target.unit, target.sex)
        for goal in rows
        for line in goal.indicators
        for target in line.targets
    }
    decided = {
        (goal.goal, line.indicator, target.unit, target.sex)
        for document in documents
        for goal in document.goals
        for line in goal.indicators
        for target in line.targets
        if target.year == YEAR
    }
    assert decided <= shown
    goals = {goal.goal for document in documents for goal in document.goals}
    assert [row.goal for row in rows] == list(dict.fromkeys(row.goal for row in rows))
    assert {row.goal for row in rows} == goals
    lines = {(g.goal, i.indicator) for d in documents for g in d.goals for i in g.indicators}
    assert {(row.goal, line.indicator) for row in rows for line in row.indicators} == lines
    assert all(t.measured.why for g in rows for i in g.indicators for t in i.targets)


@settings(max_examples=60)
@given(EDITIONS)
def test_what_is_not_as_it_was_decided_is_a_difference(documents: list[PlanDocument]) -> None:
    """Whatever a row says has become of it is told with a decision, unless it was undone."""
    told = {(c.goal, c.indicator) for c in changes_since(documents, YEAR, in_words)}
    for goal in decided_rows(documents, YEAR, outcomes={}, judged={}):
        assert goal.since is None or (goal.goal, None) in told
        for line in goal.indicators:
            about = {(goal.goal, None), (goal.goal, line.indicator)}
            assert line.since is None or about & told
