"""Numbers as people type and read them: "2 900,5" in Swedish, "2 900.5" in English."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from timglas.rules.language import SOURCE, _, language

MAX_INTEGER_DIGITS = 12
MAX_DECIMALS = 6
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
MISSING = "–"

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_MINUSES = re.compile(r"[\u2010\u2011\u2012\u2013\u2212]")
_SIGNED = re.compile(r"\((?P<inside>.+)\)|(?P<lead>[-+]?)(?P<body>[^-]+?)(?P<trail>-?)")
_PLAIN = re.compile(r"(?P<whole>\d*)(?:[.,](?P<part>\d+))?", re.ASCII)
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<sep>[ .,])\d{3})(?:(?P=sep)\d{3})*)"
    r"(?:(?!(?P=sep))[.,](?P<part>\d+))?",
    re.ASCII,
)
# What may be a decimal or thousands, where the other language's decimal mark is typed.
_AMBIGUOUS = {
    ",": re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII),
    ".": re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII),
}
# Wide enough for any product of two stored numbers, so that rounding never overflows.
_WIDE = Context(prec=80, rounding=ROUND_HALF_UP)


class NumberProblem(ValueError):
    """A text that is not a number; `message` tells the typist what is wrong and what to do."""

    def __init__(self, typed: str, advice: str, **values: str | int) -> None:
        shown = typed if len(typed) <= 30 else f"{typed[:29]}…"
        self.message = advice.format(typed=shown, **values)
        super().__init__(self.message)


def parse_number(text: str, *, mark: str | None = None) -> Decimal | None:
    """Read a number typed or pasted by a person; None when nothing is typed.

    The decimal mark is the language's, a comma in Swedish and a dot in English, unless `mark` says
    otherwise, as for files. The other one will do when it cannot group thousands: "1.234" is
    refused in Swedish and "1,234" in English. Spaces, dots or commas may group thousands, minus may
    stand first, last or as parentheses, and a percent sign is ignored: "12 %" is 12. Raises
    NumberProblem. Sources: `integrations.md` 2.9, issue 2.
    """
    typed = _SPACES.sub(" ", text).strip()
    if not typed:
        return None
    if len(typed) > 40:
        raise NumberProblem(
            typed, _("”{typed}” är för långt för att vara ett tal. Skriv bara talet.")
        )
    negative, body = _split_sign(typed)
    mark = mark or decimal_mark()
    if _AMBIGUOUS[mark].fullmatch(body):
        raise _ambiguous(typed, body, mark)
    match = _PLAIN.fullmatch(body) or _GROUPED.fullmatch(body)
    if match is None or not (match["whole"] or match["part"]):
        raise _not_a_number(typed, body)
    whole = re.sub(r"\D", "", match["whole"])
    number = _sized(typed, whole or "0", match["part"] or "")
    return -number if negative and number else number


def format_number(value: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """Write a number: "−2 900,5"; no-break spaces, the language's decimal mark, true minus.

    `decimals` None keeps the digits there are, without trailing zeros. Halves round away from
    zero. `sign` puts a plus before what is above zero; zero never has a sign.
    """
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    digits = f"{abs(value):,f}"
    if decimals is None and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return _sign_of(value, plus=sign) + digits.translate(
        {ord(","): NO_BREAK_SPACE, ord("."): decimal_mark()}
    )


def format_value(value: Decimal | None, unit: str, decimals: int | None) -> str:
    """Write a value with its unit, "83,1 %", or a dash when there is none."""
    if value is None:
        return MISSING
    return f"{format_number(value, decimals)}{NO_BREAK_SPACE}{unit}".rstrip()


def decimal_mark() -> str:
    """What parts whole from decimals: a comma in Swedish, a dot in English."""
    return "," if language() == SOURCE else "."


def _split_sign(typed: str) -> tuple[bool, str]:
    match = _SIGNED.fullmatch(_MINUSES.sub("-", typed))
    if match is None:
        raise _not_a_number(typed, typed)
    body = match["inside"] or match["body"]
    if match["lead"] and match["trail"]:
        raise NumberProblem(typed, _("”{typed}” har två minustecken. Skriv ett, till exempel −2."))
    negative = bool(match["inside"] or match["lead"] == "-" or match["trail"])
    return negative, body.strip().removesuffix("%").rstrip()


def _sized(typed: str, whole: str, part: str) -> Decimal:
    if len(whole.lstrip("0")) > MAX_INTEGER_DIGITS:
        raise NumberProblem(
            typed,
            _("”{typed}” är för stort. Skriv högst {most} siffror före decimalkommat."),
            most=MAX_INTEGER_DIGITS,
        )
    if len(part) > MAX_DECIMALS:
        raise NumberProblem(
            typed,
            _("”{typed}” har för många decimaler. Skriv högst {most} efter decimalkommat."),
            most=MAX_DECIMALS,
        )
    return Decimal(f"{whole}.{part}" if part else whole)


def _ambiguous(typed: str, body: str, mark: str) -> NumberProblem:
    whole, part = re.split("[.,]", body)
    return NumberProblem(
        typed,
        _("”{typed}” kan läsas på två sätt. Skriv {whole} eller {decimal} så att det blir rätt."),
        whole=whole + part,
        decimal=f"{whole}{mark}{part}".rstrip("0").rstrip(mark),
    )


def _not_a_number(typed: str, body: str) -> NumberProblem:
    if not _MINUSES.sub("-", body).strip("-"):
        return NumberProblem(
            typed, _("”{typed}” är inget tal. Lämna fältet tomt om värdet saknas.")
        )
    if re.fullmatch(r"[\d .,]+", body, re.ASCII) and " " in body:
        return NumberProblem(
            typed,
            _(
                "”{typed}” går inte att läsa som ett tal. "
                "Mellanrum skiljer tusental, till exempel 3 500."
            ),
        )
    if re.fullmatch(r"[\d .,]+", body, re.ASCII):
        return NumberProblem(
            typed,
            _("”{typed}” går inte att läsa som ett tal. Skriv ett decimalkomma, till exempel 3,5."),
        )
    return NumberProblem(
        typed, _("”{typed}” är inget tal. Skriv med siffror, till exempel 3,5 eller −2.")
    )


def _sign_of(value: Decimal, *, plus: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if plus and value > 0 else ""
