"""What one connection asked the server, and what becomes of it when no answer comes.

* A segment without an answer is in doubt. From then on nothing more is given to that connection until
  something comes from it, or a server that fell silent would be fed one window after another, all of it in
  doubt; it is asked at once whether it is there (enquire_link).
* An enquire_link without an answer ends the connection, unless some other response came meanwhile: that
  server reads and answers, only slower than the time-out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from ycloud_console.smpp import upstream
from ycloud_console.smpp.incoming import read_message_id
from ycloud_console.smpp.model import LinkProblem, LinkSettings, ProblemKind
from ycloud_console.smpp.owner import Owner, Segment, Write
from ycloud_console.smpp.pdu import COMMAND_IDS, Pdu
from ycloud_console.smpp.questions import Question
from ycloud_console.smpp.window import OpenRequest, OpenRequests

_ENQUIRE_LINK_RESP = COMMAND_IDS["enquire_link_resp"]
_UNBIND_RESP = COMMAND_IDS["unbind_resp"]
_SUBMIT_SM_RESP = COMMAND_IDS["submit_sm_resp"]
_GENERIC_NACK = COMMAND_IDS["generic_nack"]
_READ_FIRST = 1.0
"""Seconds until the time-outs are looked at again when what came has not been read yet."""

_Subject = Segment | Question | None
"""None: an enquire_link or unbind of ours."""


class Asked:
    """The requests of one connection that wait for their response; written here and answered here.

    *unread* says whether answers may lie unread behind what is being stored; *fail* ends the connection.
    """

    def __init__(
        self,
        settings: LinkSettings,
        owner: Owner,
        write: Write,
        fail: Callable[[LinkProblem], None],
        unread: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._owner = owner
        self._write = write
        self._fail = fail
        self._unread = unread
        self._loop = asyncio.get_running_loop()
        self.next_sequence: Callable[[], int] = upstream.sequence_generator().next_sequence
        self._requests: OpenRequests[_Subject] = OpenRequests(settings.response_timeout, self.next_sequence)
        self._sweeper: asyncio.TimerHandle | None = None
        self._keeper: asyncio.TimerHandle | None = None
        self._last_response = 0.0
        self._unbinding = False
        self.segments = 0
        """How many segments wait for their response."""
        self.silent = False
        """A segment had no answer in time, and nothing has come since."""
        self.round_trip: int | None = None
        """Microseconds the latest enquire_link took."""

    @property
    def room(self) -> int:
        """How many segments the window has room for."""
        return 0 if self.silent else max(0, self._settings.window - self.segments)

    # Asking: each request is registered before its first octet is written, so that no answer is too quick.

    def submit(self, segments: Sequence[Segment]) -> None:
        """Write *segments*, at most :attr:`room`."""
        now = self._loop.time()
        for segment in segments:
            sequence = self._requests.add(_SUBMIT_SM_RESP, segment, now)
            self._write(upstream.with_sequence(segment.request, sequence), segment.key)
        self.segments += len(segments)
        self._arm()

    def question(self, question: Question) -> None:
        """Write *question*; it is told its answer, or that none will come."""
        self._write(question.request(self._requests.add(question.response, question, self._loop.time())))
        self._arm()

    def unbind(self) -> None:
        """Say goodbye: nothing is asked after it."""
        self._unbinding = True
        self._write(upstream.unbind_request(self._requests.add(_UNBIND_RESP, None, self._loop.time())))

    def keep(self) -> None:
        """From now on, ask each interval whether the server is still there."""
        if self._keeper is not None:
            self._keeper.cancel()
        interval = self._settings.enquire_link_interval
        if interval > 0:
            self._keeper = self._loop.call_later(interval, self.enquire)

    def enquire(self) -> None:
        """Ask now whether the server is still there; the interval begins again."""
        if self._unbinding:
            return
        sequence = self._requests.add(_ENQUIRE_LINK_RESP, None, self._loop.time())
        self._write(upstream.enquire_link_request(sequence))
        self._arm()
        self.keep()

    # What comes.

    def heard(self) -> None:
        """A PDU came, of whatever kind."""
        if self.silent:
            self.silent = False
            self._owner.ready()

    def response(self, pdu: Pdu) -> bool:
        """A response came (late ones and generic_nack too); returns whether it is the one to our unbind."""
        nack = pdu.command_id == _GENERIC_NACK
        taken = self._requests.take(pdu.sequence_number, None if nack else pdu.command_id)
        if taken is None:
            return False
        request, late = taken
        self._last_response = self._loop.time()
        round_trip = round((self._last_response - request.sent) * 1e6)
        if isinstance(request.subject, Question):
            request.subject.answered(pdu)
        elif request.subject is not None:
            if not late:
                self.segments -= 1
            message_id = "" if pdu.command_status else read_message_id(pdu)
            self._owner.answered(request.subject, pdu.command_status, message_id, round_trip, late=late)
        elif request.response == _ENQUIRE_LINK_RESP:
            self.round_trip = round_trip
        else:
            return True
        return False

    # What does not come.

    def end(self, problem: LinkProblem) -> None:
        """The connection is over: what is open stays without an answer."""
        for timer in (self._sweeper, self._keeper):
            if timer is not None:
                timer.cancel()
        lost = _given_up(self._requests.drain(), problem)
        self.segments = 0
        if lost:
            self._owner.in_doubt(lost, problem)

    def _arm(self) -> None:
        deadline = self._requests.deadline()
        if self._sweeper is None and deadline is not None:
            self._sweeper = self._loop.call_at(max(deadline, self._loop.time() + 0.01), self._sweep)

    def _sweep(self) -> None:
        """Some time-out is over."""
        self._sweeper = None
        if self._unread():
            self._sweeper = self._loop.call_later(_READ_FIRST, self._sweep)
            return
        expired = self._requests.expire(self._loop.time())
        detail = f"no response within {self._settings.response_timeout:g} s"
        unanswered = [
            each for each in expired if each.subject is None and each.response == _ENQUIRE_LINK_RESP
        ]
        problem = LinkProblem(ProblemKind.NO_ANSWER, detail)
        if segments := _given_up(expired, problem):
            self._unanswered(segments, problem)
        if any(each.sent > self._last_response for each in unanswered):
            self._fail(LinkProblem(ProblemKind.NO_ANSWER, f"enquire_link: {detail}"))
            return
        self._arm()

    def _unanswered(self, segments: Sequence[Segment], problem: LinkProblem) -> None:
        already, self.silent = self.silent, True
        self.segments -= len(segments)
        self._owner.in_doubt(segments, problem)
        if not already:
            self.enquire()


def _given_up(requests: Sequence[OpenRequest[_Subject]], problem: LinkProblem) -> list[Segment]:
    """Tell the questions among *requests* that no answer will come; returns the segments."""
    segments = []
    for request in requests:
        if isinstance(request.subject, Question):
            request.subject.lost(problem)
        elif request.subject is not None:
            segments.append(request.subject)
    return segments
