"""Numbers as people in Sweden type and read them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

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
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
# Wide enough for any product of two stored numbers, so that rounding never overflows.
_WIDE = Context(prec=80, rounding=ROUND_HALF_UP)


class NumberProblem(ValueError):
    """A text that is not a number; `message` tells the typist what is wrong and what to do."""

    def __init__(self, typed: str, advice: str) -> None:
        shown = typed if len(typed) <= 30 else f"{typed[:29]}…"
        self.message = f"”{shown}” {advice}"
        super().__init__(self.message)


def parse_number(text: str) -> Decimal | None:
    """Read a number typed or pasted by a person; None when nothing is typed.

    A comma is the decimal mark; a dot is too when it cannot group thousands. Spaces, dots or commas
    may group thousands, minus may stand first, last or as parentheses, and a percent sign is
    ignored: "12 %" is 12. Raises NumberProblem. Sources: `integrations.md` 2.9, issue 2.
    """
    typed = _SPACES.sub(" ", text).strip()
    if not typed:
        return None
    if len(typed) > 40:
        raise NumberProblem(typed, "är för långt för att vara ett tal. Skriv bara talet.")
    negative, body = _split_sign(typed)
    if _AMBIGUOUS.fullmatch(body):
        raise _ambiguous(typed, body)
    match = _PLAIN.fullmatch(body) or _GROUPED.fullmatch(body)
    if match is None or not (match["whole"] or match["part"]):
        raise _not_a_number(typed, body)
    whole = re.sub(r"\D", "", match["whole"])
    number = _sized(typed, whole or "0", match["part"] or "")
    return -number if negative and number else number


def format_number(value: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """Write a number in Swedish: "−2 900,5"; no-break spaces, comma, true minus.

    `decimals` None keeps the digits there are, without trailing zeros. Halves round away from
    zero. `sign` puts a plus before what is above zero; zero never has a sign.
    """
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    digits = f"{abs(value):,f}"
    if decimals is None and "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return _sign_of(value, plus=sign) + digits.replace(",", NO_BREAK_SPACE).replace(".", ",")


def format_value(value: Decimal | None, unit: str, decimals: int | None) -> str:
    """Write a value with its unit, "83,1 %", or a dash when there is none."""
    if value is None:
        return MISSING
    return f"{format_number(value, decimals)}{NO_BREAK_SPACE}{unit}".rstrip()


def _split_sign(typed: str) -> tuple[bool, str]:
    match = _SIGNED.fullmatch(_MINUSES.sub("-", typed))
    if match is None:
        raise _not_a_number(typed, typed)
    body = match["inside"] or match["body"]
    if match["lead"] and match["trail"]:
        raise NumberProblem(typed, "har två minustecken. Skriv ett, till exempel −2.")
    negative = bool(match["inside"] or match["lead"] == "-" or match["trail"])
    return negative, body.strip().removesuffix("%").rstrip()


def _sized(typed: str, whole: str, part: str) -> Decimal:
    if len(whole.lstrip("0")) > MAX_INTEGER_DIGITS:
        raise NumberProblem(
            typed, f"är för stort. Skriv högst {MAX_INTEGER_DIGITS} siffror före decimalkommat."
        )
    if len(part) > MAX_DECIMALS:
        raise NumberProblem(
            typed, f"har för många decimaler. Skriv högst {MAX_DECIMALS} efter decimalkommat."
        )
    return Decimal(f"{whole}.{part}" if part else whole)


def _ambiguous(typed: str, body: str) -> NumberProblem:
    whole, part = body.split(".")
    decimal = f"{whole},{part}".rstrip("0").rstrip(",")
    return NumberProblem(
        typed, f"kan läsas på två sätt. Skriv {whole}{part} eller {decimal} så att det blir rätt."
    )


def _not_a_number(typed: str, body: str) -> NumberProblem:
    if not _MINUSES.sub("-", body).strip("-"):
        return NumberProblem(typed, "är inget tal. Lämna fältet tomt om värdet saknas.")
    if re.fullmatch(r"[\d .,]+", body, re.ASCII) and " " in body:
        return NumberProblem(
            typed,
            "går inte att läsa som ett tal. Mellanrum skiljer tusental, till exempel 3 500.",
        )
    if re.fullmatch(r"[\d .,]+", body, re.ASCII):
        return NumberProblem(
            typed, "går inte att läsa som ett tal. Skriv ett decimalkomma, till exempel 3,5."
        )
    return NumberProblem(typed, "är inget tal. Skriv med siffror, till exempel 3,5 eller −2.")


def _sign_of(value: Decimal, *, plus: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if plus and value > 0 else ""
