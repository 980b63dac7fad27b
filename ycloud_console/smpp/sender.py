"""The way out: what is queued goes to the binds as far as windows and pace allow, after it is committed."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from ycloud_console.smpp import upstream
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.esme import Esme
from ycloud_console.smpp.model import LinkHandler, LinkProblem, LinkSettings, Submission, SubmitAnswer
from ycloud_console.smpp.owner import Segment
from ycloud_console.smpp.pace import Pace
from ycloud_console.smpp.reports import tell

Requeued = Callable[[Sequence[int], int], None]
"""Called with keys and the time (microseconds)."""

_logger = logging.getLogger(__name__)

_TOO_FAST = frozenset({0x06, 0x14, 0x58})
"""YCloud's 6; ESME_RMSGQFUL, ESME_RTHROTTLED (SMPP 3.4, 5.1.3): refused now, to be tried again later."""
_MOST_TRIES = 10
"""With the holds of Pace between them: some three minutes."""
_LARGEST_BATCH = 250
"""Segments that are committed and written at one time: writing them keeps the event loop for some 4 ms."""
_COMMIT_PAUSE = 1.0
"""Seconds until segments that could not be committed are tried again."""


class BadSubmission(upstream.Unsendable):
    """Some submissions cannot be written as submit_sm; the others of the same call were taken."""

    def __init__(self, reasons: dict[int, str]) -> None:
        super().__init__(next(iter(reasons.values())))
        self.reasons = reasons
        """Key -> sentence."""


def check(submission: Submission) -> None:
    """Raise Unsendable, a ValueError with a sentence, when *submission* does not fit into a submit_sm."""
    upstream.submit_request(submission)


class Sender:
    """The queue of one link, shared by its binds. *connections* gives those there are at the moment."""

    def __init__(
        self,
        settings: LinkSettings,
        handler: LinkHandler,
        connections: Callable[[], Sequence[Esme]],
        requeued: Requeued | None,
    ) -> None:
        self._handler = handler
        self._connections = connections
        self._requeued = requeued
        self._rate = settings.rate
        self._pace: Pace | None = None
        self._queue: deque[Segment] = deque()
        self._again: deque[Segment] = deque()
        """Those that were refused for now; they go before the queue."""
        self._committing = 0
        self.paused = False
        """Nothing goes out while it is set; say :attr:`progress` when it no longer is."""
        self.progress = asyncio.Event()
        """Set when there may be something to do: more to send, room, a response."""

    @property
    def queued(self) -> int:
        """Segments waiting for their turn."""
        return len(self._queue) + len(self._again) + self._committing

    def submit(self, submissions: Iterable[Submission]) -> None:
        """See :meth:`ycloud_console.smpp.link.Link.submit`."""
        unsendable: dict[int, str] = {}
        for submission in submissions:
            try:
                request = upstream.submit_request(submission)
            except upstream.Unsendable as error:
                unsendable[submission.key] = str(error)
            else:
                self._queue.append(Segment(submission.key, request))
        self.progress.set()
        if unsendable:
            raise BadSubmission(unsendable)

    def withdraw(self, keys: Iterable[int]) -> list[int]:
        """Take those of *keys* back that are still queued and not being committed; returns them."""
        wanted = set(keys)
        taken = [each.key for queue in (self._again, self._queue) for each in queue if each.key in wanted]
        self._again = deque(each for each in self._again if each.key not in wanted)
        self._queue = deque(each for each in self._queue if each.key not in wanted)
        return taken

    async def run(self) -> None:
        """Send until cancelled."""
        loop = asyncio.get_running_loop()
        # One pace as long as this link is used: over a stop and start of it, the SMSC counts on.
        pace = self._pace = self._pace or Pace(self._rate, loop.time())
        while True:
            await self.progress.wait()
            self.progress.clear()
            while (self._again or self._queue) and not self.paused:
                room = sum(esme.free for esme in self._connections())
                if not room:
                    break
                count = min(room, _LARGEST_BATCH, pace.available(loop.time()))
                if count:
                    await self._send(self._take(count), pace)
                else:
                    await asyncio.sleep(pace.delay(loop.time()))

    def _take(self, count: int) -> list[Segment]:
        taken: list[Segment] = []
        for queue in (self._again, self._queue):
            while queue and len(taken) < count:
                taken.append(queue.popleft())
        return taken

    async def _send(self, batch: list[Segment], pace: Pace) -> None:
        """Have *batch* committed as sent, then write it; what could not be written is queued again."""
        self._committing = len(batch)
        failed = False
        unwritten = batch
        try:
            may_go = await self._handler.sending([segment.key for segment in batch], now_us())
            going = [segment for segment in batch if segment.key in may_go]
            unwritten = self._write(going)
            pace.spend(len(going) - len(unwritten), asyncio.get_running_loop().time())
        except Exception:
            _logger.exception("segments could not be committed as sent; they stay queued")
            failed = True
        finally:
            self._committing = 0
            self._again.extendleft(reversed(unwritten))
            if unwritten and not failed:
                self._tell_requeued(unwritten)
        if failed:
            await asyncio.sleep(_COMMIT_PAUSE)
            self.progress.set()

    def _write(self, batch: list[Segment]) -> list[Segment]:
        """Spread *batch* over the binds, the emptiest first; returns what no longer has a place."""
        written = 0
        for esme in sorted(self._connections(), key=lambda each: each.free, reverse=True):
            part = batch[written : written + esme.free]
            esme.send(part)
            written += len(part)
        return batch[written:]

    def _tell_requeued(self, segments: Sequence[Segment]) -> None:
        if self._requeued is not None:
            tell(self._requeued, [segment.key for segment in segments], now_us())

    def answered(
        self, segment: Segment, status: int, message_id: str, round_trip: int, *, late: bool
    ) -> None:
        """A response came. A refusal for being too fast is not the last word: the segment waits again."""
        self.progress.set()
        if self._pace is not None and status == 0:
            self._pace.accepted()
        elif self._pace is not None and status in _TOO_FAST:
            self._pace.refused(asyncio.get_running_loop().time())
            # A late one was reported as in doubt already: whether to send it again is the operator's choice.
            if not late and segment.tries < _MOST_TRIES - 1:
                segment.tries += 1
                self._again.append(segment)
                self._tell_requeued([segment])
                return
        tell(self._handler.answered, SubmitAnswer(segment.key, now_us(), status, message_id, round_trip))

    def in_doubt(self, segments: Sequence[Segment], reason: LinkProblem) -> None:
        """No response will come for *segments*."""
        self.progress.set()
        tell(self._handler.in_doubt, [segment.key for segment in segments], now_us(), reason)
