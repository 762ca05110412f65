"""Getting an answer out of Kolada: politely, with patience, and with a reason when it fails."""

import random
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qs, urlsplit

import httpx
from django.utils.translation import gettext as _

SECONDS_BETWEEN_REQUESTS = 0.2  # no published limit; known clients keep to five a second
LONGEST_WAIT = 120.0  # seconds; asked to wait longer, we give up and say so
LONGEST_ANSWER = 120.0  # seconds for one whole answer, however slowly it drips
TIMEOUT = 30.0  # seconds without a single byte
MOST_BYTES = 50_000_000
LONGEST_PLACE = 60  # characters of an address shown to a person


class KoladaProblem(Exception):
    """Why Kolada gave nothing: `message` is Swedish and ready to show, `address` is the page."""

    def __init__(self, message: str, address: str) -> None:
        super().__init__(message)
        self.message = message
        self.address = address


class PassingProblem(KoladaProblem):
    """Busy, down or cut off: the same question may well be answered in a while."""


class PermanentProblem(KoladaProblem):
    """Refused or unreadable: asking again does not help until something has changed."""


class UnknownId(PermanentProblem):
    """Kolada has no such KPI, area or group; `ids` are those it does not know."""

    def __init__(self, message: str, address: str, ids: tuple[str, ...]) -> None:
        super().__init__(message, address)
        self.ids = ids


class Wire:
    """Answers from one base address. Addresses are paths under it, so no other host is asked."""

    def __init__(
        self,
        base_url: str,
        *,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        attempts: int = 5,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._wait, self._clock, self._jitter = wait, clock, jitter
        self._attempts = attempts
        self._free_at = clock()
        self._http = httpx.Client(timeout=TIMEOUT, headers={"Accept": "application/json"})

    def close(self) -> None:
        self._http.close()

    def answer(self, address: str) -> bytes:
        """The body of an answer with status 200, after as many attempts as allowed."""
        attempt = 1
        while True:
            try:
                return self._get(address)
            except _Busy as busy:
                if attempt == self._attempts or (busy.pause or 0) > LONGEST_WAIT:
                    raise passing(address, busy.reason, attempt) from None
                self._wait(self._back_off(attempt) if busy.pause is None else busy.pause)
                attempt += 1

    def _get(self, address: str) -> bytes:
        self._pace()
        try:
            with self._http.stream("GET", f"{self._base_url}/{address.lstrip('/')}") as response:
                _check_status(response, address)
                return self._body(response, address)
        except httpx.TimeoutException:
            raise _Busy(_("inget svar kom i tid")) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise refused(address, _("adressen till Kolada är fel inställd")) from None
        except httpx.RequestError:
            raise _Busy(_("anslutningen bröts eller kunde inte öppnas")) from None

    def _body(self, response: httpx.Response, address: str) -> bytes:
        body = bytearray()
        started_at = self._clock()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                raise unreadable(address, _("svaret är orimligt stort"))
            if self._clock() - started_at > LONGEST_ANSWER:
                raise _Busy(_("svaret kom för långsamt"))
        return bytes(body)

    def _pace(self) -> None:
        ahead = self._free_at - self._clock()
        if ahead > 0:
            self._wait(ahead)
        self._free_at = self._clock() + SECONDS_BETWEEN_REQUESTS

    def _back_off(self, attempt: int) -> float:
        """About 1, 2, 4, 8 … seconds: between half and the whole, so that clients spread out."""
        return min(2.0 ** (attempt - 1), LONGEST_WAIT) * (1 + self._jitter()) / 2


class _Busy(Exception):
    """One attempt failed in a way that may pass; `pause` is what Kolada asks for, in seconds."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pause = pause


def _check_status(response: httpx.Response, address: str) -> None:
    status = response.status_code
    code = _("Kolada svarade med felkod %(status)s") % {"status": status}
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise _Busy(code, retry_after(response.headers))
    folder, _slash, ids = urlsplit(address).path.rpartition("/")
    if status == httpx.codes.NOT_FOUND and folder:
        raise unknown_id((ids,), address)
    if status != httpx.codes.OK:
        raise refused(address, code)


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds asked for: as a number, or as a moment reckoned from the answer's own date."""
    asked = headers.get("Retry-After", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        moment, sent = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (moment - sent).total_seconds())
    except (TypeError, ValueError):
        return None


def _place(address: str) -> str:
    """An address for people: short, and with the number of the page."""
    split = urlsplit(address)
    path = split.path if len(split.path) <= LONGEST_PLACE else f"{split.path[:LONGEST_PLACE]}…"
    page = parse_qs(split.query).get("page", ["1"])[0]
    return _("%(path)s, sida %(page)s") % {"path": path, "page": page}


def passing(address: str, reason: str, attempts: int) -> PassingProblem:
    message = _(
        "Kolada gav inget svar (%(place)s): %(reason)s. Timglas försökte %(attempts)s gånger. "
        "Det som redan är hämtat finns kvar. Hämta igen om en stund, så fortsätter Timglas "
        "där det slutade."
    )
    about = {"place": _place(address), "reason": reason, "attempts": attempts}
    return PassingProblem(message % about, address)


def unreadable(address: str, reason: str) -> PermanentProblem:
    message = _(
        "Svaret från Kolada går inte att läsa (%(place)s): %(reason)s. Det som redan är hämtat "
        "finns kvar. Hämta igen senare; om felet återkommer behöver den som sköter Timglas se "
        "på saken."
    )
    return PermanentProblem(message % {"place": _place(address), "reason": reason}, address)


def refused(address: str, reason: str) -> PermanentProblem:
    message = _(
        "Kolada tar inte emot frågan (%(place)s): %(reason)s. Det som redan är hämtat finns kvar. "
        "Den som sköter Timglas behöver se på saken."
    )
    return PermanentProblem(message % {"place": _place(address), "reason": reason}, address)


def unknown_id(ids: tuple[str, ...], address: str) -> UnknownId:
    message = _(
        "Kolada känner inte till %(ids)s (%(place)s). Nyckeltalet eller området kan ha dragits "
        "in. Värden som redan är hämtade finns kvar; allt annat har hämtats."
    )
    return UnknownId(message % {"ids": ", ".join(ids), "place": _place(address)}, address, ids)
