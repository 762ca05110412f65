"""Status: the verdict on a value, and the verdict explained."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timglas.rules.periods import Frequency, Period, periods_of_year
from timglas.rules.scale import in_words, judgements
from timglas.rules.status import (
    DEFAULT_NAMES,
    Accumulation,
    Basis,
    Colour,
    Direction,
    Explanation,
    Rule,
    Status,
    TargetLine,
    Tolerance,
    Verdict,
    explain,
    first_hole,
    judge,
    target_in_words,
    value_to_judge,
)

UP, DOWN, SPAN = Direction.UP, Direction.DOWN, Direction.SPAN
LEVEL, FLOW, YEAR_TO_DATE = Accumulation.LEVEL, Accumulation.FLOW, Accumulation.YEAR_TO_DATE
APRIL = Period(Frequency.MONTH, 2025, 4)
DECEMBER = Period(Frequency.MONTH, 2025, 12)
IN_MAY, NEXT_YEAR = date(2025, 5, 10), date(2026, 2, 1)


def line(
    low: str | None = None, high: str | None = None, basis: Basis = Basis.YEAR_END
) -> TargetLine:
    return TargetLine(
        None if low is None else Decimal(low), None if high is None else Decimal(high), basis
    )


def verdict_on(
    value: str | None,
    target: TargetLine | None,
    direction: Direction = UP,
    *,
    period: Period | None = APRIL,
    tolerance: Tolerance = Tolerance(),  # noqa: B008
    accumulation: Accumulation = LEVEL,
    today: date = IN_MAY,
    due: bool = True,
) -> Verdict:
    return judge(
        value=None if value is None else Decimal(value),
        period=period,
        target=target,
        direction=direction,
        tolerance=tolerance,
        accumulation=accumulation,
        year=2025,
        today=today,
        due=due,
    )


@pytest.mark.parametrize(
    ("direction", "target", "green", "yellow", "red"),
    [
        (UP, line("88"), ["88", "99"], ["87.9", "79.2"], ["79.1", "0"]),
        (UP, line("0"), ["0", "1"], [], ["-0.1"]),
        (UP, line("-100"), ["-100", "5"], ["-101", "-110"], ["-110.1"]),
        (DOWN, line(high="5"), ["5", "-1"], ["5.1", "5.5"], ["5.6"]),
        (DOWN, line(high="0"), ["0", "-1"], [], ["0.1"]),
        (DOWN, line(high="-10"), ["-10"], ["-9.9", "-9"], ["-8.9"]),
        (SPAN, line("95", "105"), ["95", "100", "105"], ["85.5", "115.5"], ["85.4", "115.6"]),
        (SPAN, line("-10", "0"), ["-10", "0"], ["-11"], ["-11.1", "0.1"]),
        (SPAN, line("10"), ["10", "99"], ["9"], ["8.9"]),
        (SPAN, line(high="10"), ["10"], ["11"], ["11.1"]),
    ],
)
def test_green_reaches_the_target_and_yellow_the_tolerance(
    direction: Direction, target: TargetLine, green: list[str], yellow: list[str], red: list[str]
) -> None:
    for colour, values in (
        (Colour.GREEN, green),
        (Colour.YELLOW, yellow),
        (Colour.RED, red),
    ):
        assert [verdict_on(v, target, direction).status.colour for v in values] == (
            [colour] * len(values)
        )


@pytest.mark.parametrize(
    ("value", "status"),
    [("0", Status.ON_TRACK), ("-0.5", Status.AT_RISK), ("-0.6", Status.OFF_TRACK)],
)
def test_an_absolute_tolerance_serves_a_target_of_zero(value: str, status: Status) -> None:
    tolerance = Tolerance(absolute=Decimal("0.5"))
    assert verdict_on(value, line("0"), tolerance=tolerance).status is status


def test_the_verdict_holds_all_it_rests_on() -> None:
    assert verdict_on("83.1", line("88")) == Verdict(
        status=Status.AT_RISK,
        rule=Rule.WITHIN_TOLERANCE,
        direction=UP,
        year=2025,
        value=Decimal("83.1"),
        period=APRIL,
        target=line("88"),
        bound_green=line("88"),
        bound_yellow=line("79.2"),
        pace=None,
        distance=Decimal("4.9"),
    )


@pytest.mark.parametrize("accumulation", [FLOW, YEAR_TO_DATE])
def test_what_adds_up_is_compared_with_the_pace_of_the_year(accumulation: Accumulation) -> None:
    verdict = verdict_on("39", line("120"), accumulation=accumulation)
    assert verdict == Verdict(
        status=Status.AT_RISK,
        rule=Rule.WITHIN_TOLERANCE,
        direction=UP,
        year=2025,
        value=Decimal(39),
        period=APRIL,
        target=line("120"),
        bound_green=line("40"),
        bound_yellow=line("36"),
        pace=Fraction(1, 3),
        distance=Decimal(1),
    )


def test_costs_so_far_are_compared_with_the_pace_too() -> None:
    target = line(high="1200")
    statuses = [
        verdict_on(value, target, DOWN, accumulation=YEAR_TO_DATE).status
        for value in ("400", "440", "441")
    ]
    assert statuses == [Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK]


def test_an_absolute_tolerance_keeps_pace_with_the_target() -> None:
    tolerance = Tolerance(absolute=Decimal(30))
    verdict = verdict_on("30", line("120"), tolerance=tolerance, accumulation=FLOW)
    assert (verdict.status, verdict.bound_yellow) == (Status.AT_RISK, line("30"))


@pytest.mark.parametrize(
    ("accumulation", "basis"),
    [
        (LEVEL, Basis.YEAR_END),
        (Accumulation.ROLLING, Basis.YEAR_END),
        (YEAR_TO_DATE, Basis.EACH_PERIOD),
        (FLOW, Basis.EACH_PERIOD),
    ],
)
def test_all_else_is_compared_with_the_target_itself(
    accumulation: Accumulation, basis: Basis
) -> None:
    verdict = verdict_on("40", line("120", basis=basis), accumulation=accumulation)
    assert (verdict.status, verdict.pace) == (Status.OFF_TRACK, None)


@pytest.mark.parametrize(
    ("value", "running", "final"),
    [
        ("88", Status.ON_TRACK, Status.MET),
        ("80", Status.AT_RISK, Status.PARTLY_MET),
        ("70", Status.OFF_TRACK, Status.NOT_MET),
    ],
)
def test_the_words_are_final_when_the_year_is_over(
    value: str, running: Status, final: Status
) -> None:
    assert verdict_on(value, line("88"), today=date(2025, 12, 31)).status is running
    assert verdict_on(value, line("88"), today=date(2026, 1, 1)).status is final
    assert verdict_on(value, line("88"), period=DECEMBER).status is final
    assert verdict_on(value, line("88"), period=Period(Frequency.YEAR, 2025)).status is final


def test_the_last_value_that_adds_up_is_compared_with_the_whole_target() -> None:
    verdict = verdict_on("110", line("120"), period=DECEMBER, accumulation=YEAR_TO_DATE)
    assert (verdict.status, verdict.pace) == (Status.PARTLY_MET, None)


def test_a_target_for_the_year_can_be_reached_early() -> None:
    verdict = verdict_on("120", line("120"), accumulation=YEAR_TO_DATE)
    assert (verdict.status, verdict.rule) == (Status.MET, Rule.REACHED_EARLY)


@pytest.mark.parametrize(
    ("target", "direction"), [(line("-120"), UP), (line("0"), UP), (line(high="120"), DOWN)]
)
def test_a_target_that_can_still_be_lost_is_not_reached_early(
    target: TargetLine, direction: Direction
) -> None:
    verdict = verdict_on("0", target, direction, accumulation=YEAR_TO_DATE)
    assert (verdict.status, verdict.rule) == (Status.ON_TRACK, Rule.REACHED)


@pytest.mark.parametrize(
    ("due", "status", "rule"),
    [
        (True, Status.NOT_MEASURED, Rule.NO_FINAL_VALUE),
        (False, Status.ON_TRACK, Rule.REACHED),
    ],
)
def test_a_part_of_the_year_does_not_decide_the_whole_year(
    due: bool,  # noqa: FBT001
    status: Status,
    rule: Rule,
) -> None:
    verdict = verdict_on("40", line("120"), accumulation=FLOW, today=NEXT_YEAR, due=due)
    assert (verdict.status, verdict.rule) == (status, rule)


@pytest.mark.parametrize("target", [None, line(high="5")])
def test_a_value_without_a_target_is_not_judged(target: TargetLine | None) -> None:
    verdict = verdict_on("83", target)
    assert (verdict.status, verdict.rule) == (Status.NOT_JUDGED, Rule.NO_TARGET)


def test_a_target_only_above_is_none_for_what_should_rise() -> None:
    assert verdict_on("1", line("0", "5"), DOWN).target == line(high="5")
    assert verdict_on("1", line("0"), DOWN).rule is Rule.NO_TARGET


@pytest.mark.parametrize(
    ("period", "due", "today", "status"),
    [
        (APRIL, True, IN_MAY, Status.NOT_MEASURED),
        (APRIL, False, IN_MAY, Status.NOT_DUE),
        (APRIL, True, date(2025, 4, 30), Status.NOT_DUE),
        (None, True, IN_MAY, Status.NOT_MEASURED),
        (None, False, IN_MAY, Status.NOT_DUE),
    ],
)
def test_a_missing_value_is_not_measured_or_not_due_yet(
    period: Period | None,
    due: bool,  # noqa: FBT001
    today: date,
    status: Status,
) -> None:
    verdict = verdict_on(None, line("88"), period=period, due=due, today=today)
    assert (verdict.status, verdict.bound_green, verdict.distance) == (status, None, None)


def test_last_years_value_is_no_value_of_this_year() -> None:
    last_year = Period(Frequency.YEAR, 2024)
    assert verdict_on("90", line("88"), period=last_year).status is Status.NOT_MEASURED
    assert verdict_on("90", line("88"), period=last_year, due=False).status is Status.NOT_DUE


def test_a_value_without_period_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs to a period"):
        verdict_on("90", line("88"), period=None)


def test_a_span_upside_down_is_refused() -> None:
    with pytest.raises(ValueError, match="low end"):
        line("5", "4")


@pytest.mark.parametrize(("percent", "absolute"), [("101", None), ("-1", None), ("90", "-1")])
def test_a_tolerance_that_turns_back_is_refused(percent: str, absolute: str | None) -> None:
    with pytest.raises(ValueError, match="tolerance"):
        Tolerance(Decimal(percent), None if absolute is None else Decimal(absolute))


numbers = st.decimals(-10_000, 10_000, places=2)
tolerances = st.builds(
    Tolerance,
    percent=st.integers(0, 100).map(Decimal),
    absolute=st.none() | st.decimals(0, 1000, places=1),
)
accumulations = st.sampled_from(Accumulation)
months = st.sampled_from(periods_of_year(2025, Frequency.MONTH))
RANK = {Colour.GREEN: 0, Colour.YELLOW: 1, Colour.RED: 2}


@given(numbers, numbers, numbers, tolerances, accumulations, months)
@pytest.mark.parametrize(("direction", "better"), [(UP, max), (DOWN, min)])
def test_a_better_value_never_has_a_worse_colour(
    direction: Direction,
    better: Callable[[Decimal, Decimal], Decimal],
    one: Decimal,
    other: Decimal,
    bound: Decimal,
    tolerance: Tolerance,
    accumulation: Accumulation,
    month: Period,
) -> None:
    ranks = {
        value: RANK[
            verdict_on(
                str(value),
                TargetLine(bound, bound, Basis.YEAR_END),
                direction,
                period=month,
                tolerance=tolerance,
                accumulation=accumulation,
            ).status.colour
        ]
        for value in (one, other)
    }
    assert ranks[better(one, other)] == min(ranks.values())


@given(numbers, numbers, numbers, tolerances)
def test_a_value_nearer_a_span_from_the_same_side_never_has_a_worse_colour(
    one: Decimal, other: Decimal, bound: Decimal, tolerance: Tolerance
) -> None:
    span = TargetLine(bound, bound + 100, Basis.YEAR_END)
    low, high = sorted((one, other))
    below = RANK[verdict_on(str(low), span, SPAN, tolerance=tolerance).status.colour]
    above = RANK[verdict_on(str(high), span, SPAN, tolerance=tolerance).status.colour]
    assert high > bound + 100 or above <= below
    assert low < bound or below <= above


@given(numbers, numbers, tolerances, accumulations, months)
def test_down_mirrors_up(
    value: Decimal,
    bound: Decimal,
    tolerance: Tolerance,
    accumulation: Accumulation,
    month: Period,
) -> None:
    up = verdict_on(
        str(value),
        TargetLine(bound, None, Basis.YEAR_END),
        period=month,
        tolerance=tolerance,
        accumulation=accumulation,
    )
    down = verdict_on(
        str(-value),
        TargetLine(None, -bound, Basis.YEAR_END),
        DOWN,
        period=month,
        tolerance=tolerance,
        accumulation=accumulation,
    )
    assert down.status.colour is up.status.colour


@given(numbers, numbers, tolerances, accumulations, months)
def test_moving_a_value_by_its_distance_turns_it_green(
    value: Decimal,
    bound: Decimal,
    tolerance: Tolerance,
    accumulation: Accumulation,
    month: Period,
) -> None:
    target = TargetLine(bound, bound + 1, Basis.YEAR_END)
    verdict = verdict_on(
        str(value), target, SPAN, period=month, tolerance=tolerance, accumulation=accumulation
    )
    assert verdict.bound_green is not None
    assert verdict.distance is not None
    assert (verdict.status.colour is Colour.GREEN) == (verdict.distance == 0)
    moved = round(value + verdict.distance, 20)
    assert abs(verdict.bound_green.gap(moved)) < Decimal("1e-15")


def test_flows_towards_a_years_target_are_summed() -> None:
    january, february, *_ = periods_of_year(2025, Frequency.MONTH)
    values = {january: Decimal(3), february: Decimal(4)}

    def judged(period: Period, accumulation: Accumulation, basis: Basis) -> Decimal | None:
        return value_to_judge(values, period=period, accumulation=accumulation, basis=basis)

    assert judged(february, FLOW, Basis.YEAR_END) == 7
    assert judged(february, FLOW, Basis.EACH_PERIOD) == 4
    assert judged(february, YEAR_TO_DATE, Basis.YEAR_END) == 4
    assert judged(APRIL, LEVEL, Basis.YEAR_END) is None
    values[APRIL] = Decimal(5)
    assert judged(APRIL, FLOW, Basis.YEAR_END) is None


def test_the_first_hole_in_a_year_is_found() -> None:
    january, february, march, *_ = periods_of_year(2025, Frequency.MONTH)
    values = {january: Decimal(3), february: Decimal(4), APRIL: Decimal(5)}
    assert first_hole(values, february) is None
    assert first_hole(values, APRIL) == march
    assert first_hole({}, APRIL) == january


def spoken(text: str) -> str:
    return text.replace("\u00a0", " ")


def explained(verdict: Verdict, unit: str = "%", decimals: int = 1) -> Explanation:
    explanation = explain(verdict, unit=unit, decimals=decimals)
    return Explanation(
        rule=spoken(explanation.rule),
        basis=spoken(explanation.basis),
        reached=spoken(explanation.reached),
        turns_green=spoken(explanation.turns_green),
    )


def test_a_value_below_target_is_explained() -> None:
    assert explained(verdict_on("83.1", line("88"))) == Explanation(
        rule="Grönt när värdet är minst 88 %. Gult från 79,2 %. Annars rött.",
        basis="Jämfört med målet för året. Värdet gäller april 2025.",
        reached="Värdet 83,1 % ligger 4,9 procentenheter under målet.",
        turns_green=(
            "Grönt om värdet blir minst 88 %, det vill säga 4,9 procentenheter högre än i dag."
        ),
    )


def test_a_value_above_what_is_wanted_is_explained_when_the_year_is_over() -> None:
    verdict = verdict_on("6", line(high="5", basis=Basis.EACH_PERIOD), DOWN, today=NEXT_YEAR)
    assert explained(verdict) == Explanation(
        rule="Grönt när värdet är högst 5 %. Gult till och med 5,5 %. Annars rött.",
        basis="Jämfört med målet för varje period. Värdet gäller april 2025.",
        reached="Värdet 6,0 % ligger 1 procentenhet över målet.",
        turns_green="Grönt hade krävt högst 5 %, det vill säga 1 procentenhet lägre.",
    )


def test_the_pace_is_explained_and_never_rounded_to_the_reporters_favour() -> None:
    verdict = verdict_on("30", line("100"), accumulation=YEAR_TO_DATE)
    assert explained(verdict, "st", 0) == Explanation(
        rule="Grönt när värdet är minst 33,4 st. Gult från 30 st. Annars rött.",
        basis="Jämfört med takten till och med april: 4 av 12 månader, 33,3 % av årets mål.",
        reached="Värdet 30 st ligger 3,4 st under takten.",
        turns_green="Grönt om värdet blir minst 33,4 st, det vill säga 3,4 st högre än i dag.",
    )


def test_a_value_within_a_span_is_explained() -> None:
    assert explained(verdict_on("97", line("95", "105"), SPAN)) == Explanation(
        rule=(
            "Grönt när värdet är mellan 95 % och 105 %. "
            "Gult mellan 85,5 % och 115,5 %. Annars rött."
        ),
        basis="Jämfört med målet för året. Värdet gäller april 2025.",
        reached="Värdet 97,0 % når målet med 2 procentenheter till godo.",
        turns_green="Värdet når redan målet.",
    )


def test_a_target_of_zero_just_reached_is_explained_without_yellow() -> None:
    explanation = explained(verdict_on("0", line("0")), "tkr", 0)
    assert explanation.rule == "Grönt när värdet är minst 0 tkr. Annars rött."
    assert explanation.reached == "Värdet 0 tkr når precis målet."


def test_a_pace_kept_and_a_target_reached_early_are_explained() -> None:
    kept = explained(verdict_on("50", line("120"), accumulation=FLOW), "st", 0)
    assert kept.reached == "Värdet 50 st når takten med 10 st till godo."
    assert kept.turns_green == "Värdet når redan takten."
    early = explained(verdict_on("120", line("120"), accumulation=FLOW), "st", 0)
    assert early.basis == "Jämfört med hela årets mål, som redan är nått."


def test_a_value_that_would_round_to_the_target_shows_a_decimal_more() -> None:
    explanation = explained(verdict_on("87.97", line("88")))
    assert explanation.reached == "Värdet 87,97 % ligger 0,03 procentenheter under målet."


def test_a_missing_value_is_explained() -> None:
    assert explained(verdict_on(None, line("88"))) == Explanation(
        rule="Grått när värdet saknas.",
        basis="Inget värde är registrerat för april 2025.",
        reached="Utan värde går det inte att säga hur det går. Målet är minst 88 %.",
        turns_green="Registrera värdet, så bedöms det.",
    )
    assert explained(verdict_on(None, None, period=None)).basis == (
        "Inget värde är registrerat för 2025."
    )


def test_a_value_not_due_is_explained() -> None:
    last_year = Period(Frequency.YEAR, 2024)
    assert explained(verdict_on("90", None, period=last_year, due=False)) == Explanation(
        rule="Grått tills värdet ska finnas.",
        basis="Värdet för 2025 ska inte finnas än.",
        reached="Det är för tidigt att säga hur det går.",
        turns_green="Inget behöver göras nu. Värdet bedöms när det är registrerat.",
    )


def test_a_missing_target_is_explained() -> None:
    assert explained(verdict_on("83.1", None)) == Explanation(
        rule="Grått när målvärde saknas.",
        basis="Det finns inget målvärde för 2025 att jämföra med.",
        reached="Värdet är 83,1 % (april 2025).",
        turns_green="Sätt ett målvärde för 2025, så bedöms värdet.",
    )


def test_a_missing_final_value_is_explained() -> None:
    verdict = verdict_on("40", line("120"), accumulation=FLOW, today=NEXT_YEAR)
    assert explained(verdict, "st", 0) == Explanation(
        rule="Grått när årets sista värde saknas.",
        basis="Året är slut, men det senaste värdet gäller april 2025.",
        reached="Det räcker inte för att bedöma årets mål. Målet är minst 120 st.",
        turns_green="Registrera värdet för hela 2025, så bedöms det.",
    )


def test_every_status_has_a_name_a_colour_and_a_symbol() -> None:
    assert [(DEFAULT_NAMES[s], s.colour, s.symbol, s.ended) for s in Status] == [
        ("På väg", "green", "way", False),
        ("Risk", "yellow", "risk", False),
        ("Avviker", "red", "dev", False),
        ("Uppnått", "green", "ok", True),
        ("Delvis uppnått", "yellow", "risk", True),
        ("Ej uppnått", "red", "dev", True),
        ("Ej mätt", "grey", "none", False),
        ("Ej bedömt", "grey", "unj", False),
        ("Ännu inte aktuell", "grey", "wait", False),
    ]


def test_a_colour_has_a_running_and_a_final_word() -> None:
    for status in Status:
        if status.colour is not Colour.GREY:
            assert in_words(status.colour, ended=status.ended) is status


def test_a_person_judges_in_final_words_when_the_year_has_ended() -> None:
    assert judgements(ended=False) == (
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.OFF_TRACK,
        Status.MET,
        Status.NOT_JUDGED,
    )
    assert judgements(ended=True) == (
        Status.MET,
        Status.PARTLY_MET,
        Status.NOT_MET,
        Status.NOT_JUDGED,
    )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (Decimal(88), None, "minst 88 %"),
        (None, Decimal("6.50"), "högst 6,5 %"),
        (Decimal(3), Decimal(5), "mellan 3 % och 5 %"),
    ],
)
def test_a_target_is_said_in_words(low: Decimal | None, high: Decimal | None, said: str) -> None:
    line = TargetLine(low, high, Basis.YEAR_END)
    assert target_in_words(line, unit="%", decimals=1) == said.replace(" %", "\u00a0%")
