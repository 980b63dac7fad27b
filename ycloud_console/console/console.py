"""The Console: accounts, links and history as one service.

The window and the command line drive only this, so that neither can do what the other cannot.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from ycloud_console.accounts import Account, Keychain, KeychainUnavailable, Settings, in_words, problems
from ycloud_console.console.accountlink import AccountLink, Balance
from ycloud_console.console.diary import Diary
from ycloud_console.console.errors import BadAccount, PasswordNeeded, UnknownAccount
from ycloud_console.console.events import Event, HistoryChanged, LinkChanged, Notice
from ycloud_console.console.gate import Gate
from ycloud_console.console.outbox import addresses_of, default_options
from ycloud_console.console.outgoing import Outgoing, Outstanding, Progress
from ycloud_console.console.practice import SANDBOX_ID, sandbox_account
from ycloud_console.console.recording import Recorder
from ycloud_console.console.upkeep import Upkeep
from ycloud_console.history import (
    Change,
    History,
    HistoryUnavailable,
    Leftovers,
    MessageFilter,
    MessageView,
    Withdrawal,
)
from ycloud_console.history.progress import Tell, unheard
from ycloud_console.sandbox import Sandbox, SandboxOptions
from ycloud_console.smpp.clock import now_us
from ycloud_console.smpp.model import (
    CancelAnswer,
    LinkProblem,
    LinkState,
    LinkStatus,
    ProblemKind,
    QueryAnswer,
)
from ycloud_console.smpp.questions import NotAnswered
from ycloud_console.smpp.trace import Trace
from ycloud_console.sms.address import Address
from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.withdrawal import Withdrawn

log = logging.getLogger(__name__)

_STOP = 4.0
"""Seconds for every link to unbind when the program ends; the rest of five is the history's."""


class Console:
    """One data folder with its accounts, links and history.

    Attributes:
        home: The data folder.
        settings: Accounts and preferences.
        keychain: The passwords' place.
        history: What was sent and what came; read it as you like, it is written only here.
        trace: The last PDUs of every link, in memory only.
        recorder: Writes them to disk, when that is wanted.
        upkeep: Deleting, saving and restoring what the history holds.
    """

    def __init__(self, home: Path, settings: Settings, keychain: Keychain, history: History) -> None:
        self.home = home
        self.settings = settings
        self.keychain = keychain
        self.history = history
        self.trace = Trace()
        self.recorder = Recorder(self.trace, home / "recordings")
        self._listeners: list[Callable[[Event], None]] = []
        self._diary = Diary()
        self._links: dict[str, AccountLink] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        """One change of an account's link at a time."""
        self._stopping: dict[str, asyncio.Task[None]] = {}
        self._balances: dict[str, Balance] = {}
        self._passwords: dict[str, str] = {}
        self._guests: dict[str, Account] = {}
        self._outgoing = Outgoing(history, self._links)
        self._sandbox: Sandbox | None = None
        self.sandbox_options = SandboxOptions()
        """How the practice SMSC behaves, or will; see :meth:`set_sandbox_options`."""
        self._leave_history = history.subscribe(self._history_changed)
        self._gate = Gate(self._is_busy)
        """Whatever sends, or decides what is to be sent, passes here."""
        self.upkeep = Upkeep(history, settings, self._gate, self._learn_pauses)

    @classmethod
    async def open(cls, home: Path, *, tell: Tell = unheard) -> Console:
        """Open the data folder *home*, making it when it is not there.

        A damaged settings file or history is set aside, never overwritten: see ``settings.warning`` and
        ``history.rescue``. *tell* is called while the history is brought up to date or recovered. Raises
        HistoryTooNew for a history of a later version, and HistoryUnavailable when the folder cannot be used.
        """
        settings = Settings.load(home / "settings.toml")
        history = await History.open(home / "history.sqlite3", tell=tell)
        console = cls(home, settings, Keychain(), history)
        try:
            await console._learn_pauses()
        except BaseException:
            await history.close()
            raise
        return console

    async def close(self) -> None:
        """Unbind every account, within seconds, and close the history."""
        await self.upkeep.stop()
        await self._outgoing.finish()
        await asyncio.gather(*(self.unbind(account_id) for account_id in tuple(self._links)))
        if self._sandbox is not None:
            await self._sandbox.close()
            self._sandbox = None
        await self.recorder.stop()
        self._leave_history()
        await self.history.close()
        self._passwords.clear()

    # Listening.

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call *listener* with every event from now on; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, event: Event) -> None:
        if isinstance(event, LinkChanged | Notice):
            self._diary.note(event, self._name(event.account_id))
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception as error:  # noqa: BLE001 -- a listener's fault is not the others', nor the link's
                context = {"message": "a listener of the console failed", "exception": error}
                asyncio.get_running_loop().call_exception_handler(context)

    def _name(self, account_id: str) -> str:
        try:
            return self.account(account_id).name
        except UnknownAccount:
            return account_id

    def _history_changed(self, change: Change) -> None:
        self._tell(HistoryChanged(change))

    # Accounts.

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Those of the settings file, then those of this run only (the sandbox, a host given by hand)."""
        return (*self.settings.accounts, *self._guests.values())

    def is_guest(self, account_id: str) -> bool:
        """Whether the account is of this run only, its password given."""
        return account_id in self._guests

    def account(self, name_or_id: str) -> Account:
        """The account with that ID, or that name in any case; raises UnknownAccount."""
        for account in self.accounts:
            if name_or_id in (account.id, account.name):
                return account
        for account in self.accounts:
            if account.name.casefold() == name_or_id.casefold():
                return account
        raise UnknownAccount(f"There is no account named “{name_or_id}”.")

    def add_guest(self, account: Account, password: str) -> None:
        """An account for this run only: neither it nor its password is kept."""
        self._guests[account.id] = account
        self._passwords[account.id] = password

    async def remember_password(self, account_id: str, password: str, *, keep: bool = True) -> None:
        """Use *password* from now on; with *keep* also store it in the keychain.

        Raises KeychainUnavailable when it cannot be stored; it is used all the same.
        """
        self._passwords[account_id] = password
        if keep:
            await self.keychain.set(account_id, password)

    async def password(self, account: Account) -> str:
        """The account's password, from memory or the keychain; raises PasswordNeeded."""
        if account.id in self._passwords:
            return self._passwords[account.id]
        try:
            stored = await self.keychain.get(account.id)
        except KeychainUnavailable as error:
            raise PasswordNeeded(account, str(error)) from error
        if stored is None:
            raise PasswordNeeded(account, "No password is stored for this account.")
        self._passwords[account.id] = stored
        return stored

    async def remove_account(self, account_id: str) -> int:
        """Unbind the account and forget it, with its password. Its history stays.

        What still waits for it (:meth:`waiting`: ask first) would wait for ever, and is cancelled; returns
        how many messages that was. Raises SettingsUnavailable, and HistoryUnavailable; then it stays, paused
        if it was.
        """
        async with self._gate.passed():
            return await self._remove_account(account_id)

    async def _remove_account(self, account_id: str) -> int:
        await self.unbind(account_id)
        left = await self.history.waiting(account_id)
        reasons = Withdrawn.ACCOUNT_REMOVED, Withdrawn.REST_CANCELLED
        done = await self._outgoing.withdraw(left, *reasons)
        await asyncio.to_thread(self.settings.remove, account_id)
        # Not before: an account that stays must not send again unasked.
        if self._balances.pop(account_id, Balance()).paused:
            self.history.resume(account_id, now_us()).add_done_callback(_heed_failure)
        self._passwords.pop(account_id, None)
        self._guests.pop(account_id, None)
        try:
            await self.keychain.delete(account_id)
        except KeychainUnavailable:
            log.info("no keychain to remove the password of account %s from", account_id)
        return len(done.cancelled | done.begun)

    async def open_sandbox(self, options: SandboxOptions | None = None) -> Account:
        """Start the practice SMSC on the loopback interface, and return the account that binds to it."""
        if self._sandbox is None:
            self.sandbox_options = options or self.sandbox_options
            self._sandbox = await Sandbox.start(home=self.home, options=self.sandbox_options)
            self.add_guest(sandbox_account(self._sandbox), self._sandbox.password)
        return self._guests[SANDBOX_ID]

    @property
    def sandbox_runs(self) -> bool:
        """Whether the practice SMSC has been started."""
        return self._sandbox is not None

    def set_sandbox_options(self, options: SandboxOptions) -> None:
        """Let the practice SMSC behave so: at once if it runs, else from its start."""
        self.sandbox_options = options
        if self._sandbox is not None:
            self._sandbox.set_options(options)

    async def restart_sandbox(self) -> None:
        """Have the practice SMSC cut every connection and be away for a moment; nothing if it does not run.

        Raises SandboxError when it cannot listen again.
        """
        if self._sandbox is not None:
            await self._sandbox.restart()

    # Links.

    def status(self, account_id: str) -> LinkStatus:
        """The state of the account's link; CLOSED when it was never bound."""
        link = self._links.get(account_id)
        if link:
            return link.status
        return LinkStatus(LinkState.CLOSED, paused=self._balance(account_id).paused)

    def peer_certificate(self, account_id: str) -> bytes | None:
        """The certificate the account's server showed (DER), while it is bound with TLS; else None."""
        link = self._links.get(account_id)
        return link.peer_certificate if link else None

    async def bind(self, account_id: str) -> None:
        """Begin to bind, and stay bound; returns at once, the state comes as LinkChanged.

        While the history is being replaced it waits for the new one, as does all that sends. Raises
        UnknownAccount, BadAccount and PasswordNeeded.
        """
        async with self._gate.passed():
            link = await self._new_link(account_id)
            link.start()

    async def bind_once(self, account_id: str) -> LinkStatus:
        """One try to bind: the status says whether it is bound, or why not (``status.problem``).

        Raises UnknownAccount, BadAccount and PasswordNeeded.
        """
        async with self._gate.passed():
            link = await self._new_link(account_id)
        return await link.bind_once()

    async def _new_link(self, account_id: str) -> AccountLink:
        account = self.account(account_id)
        faults = problems(account)
        if faults:
            raise BadAccount(account, in_words(faults))
        password = await self.password(account)
        async with self._turn(account_id):
            # The old socket is closed before the new bind: we must never be our own connection limit.
            await self._stop(account_id, _STOP)
            await self._learn_pause(account_id)
            link = AccountLink(
                account, password, self.history, self._tell, self._balance(account_id), self.trace.add
            )
            self._links[account_id] = link
        return link

    async def unbind(self, account_id: str, *, timeout: float = _STOP) -> None:  # noqa: ASYNC109
        """Unbind and stay closed; what is queued waits in the history for the next bind."""
        async with self._turn(account_id):
            await self._stop(account_id, timeout)

    def _turn(self, account_id: str) -> asyncio.Lock:
        return self._turns.setdefault(account_id, asyncio.Lock())

    async def _stop(self, account_id: str, timeout: float) -> None:  # noqa: ASYNC109
        """To be called in the account's turn. Goes on to its end when who asked for it is cancelled."""
        link = self._links.get(account_id)
        if link is None:
            return

        def stopped(_: object) -> None:
            del self._links[account_id]
            del self._stopping[account_id]

        # Who asked before may have been cancelled, while what was asked for still goes on.
        if account_id not in self._stopping:
            stopping = asyncio.create_task(link.stop(timeout), name=f"stop {account_id}")
            # Not within the task: one that is cancelled before it begins comes to no line of its own.
            stopping.add_done_callback(stopped)
            self._stopping[account_id] = stopping
        await asyncio.shield(self._stopping[account_id])

    def retry_now(self, account_id: str) -> None:
        """Do not wait for the countdown: try to bind at once."""
        link = self._links.get(account_id)
        if link:
            link.retry_now()

    def resume(self, account_id: str) -> None:
        """Send again on an account that was paused because its balance was used up (``status.paused``).

        While the history is being replaced that waits for the new one, which is to know it.
        """
        self._gate.when_open(partial(self._resume, account_id))

    def _resume(self, account_id: str) -> None:
        balance, at = self._balance(account_id), now_us()
        balance.paused, balance.resumed_at = False, at
        # When it cannot be written now, the history keeps it until it can.
        self.history.resume(account_id, at).add_done_callback(_heed_failure)
        link = self._links.get(account_id)
        if link:
            link.resume()
        else:
            self._tell(LinkChanged(account_id, self.status(account_id)))

    async def _learn_pauses(self) -> None:
        """Those that the history knows."""
        for account_id, kept in (await self.history.pauses()).items():
            self._balances[account_id] = Balance.of(kept)

    def _is_busy(self) -> bool:
        """Whether a link is there, or something is being sent."""
        return bool(self._links) or self._outgoing.is_writing

    async def _learn_pause(self, account_id: str) -> None:
        """Another program on the same folder (a command beside the window) may have paused the account."""
        with suppress(HistoryUnavailable):  # what is known here must do
            kept = (await self.history.pauses()).get(account_id)
            balance = self._balance(account_id)
            if kept is not None and kept.resumed_at is None and kept.paused_at > balance.resumed_at:
                balance.paused = True

    def _balance(self, account_id: str) -> Balance:
        return self._balances.setdefault(account_id, Balance())

    async def query(self, account_id: str, message_id: str) -> QueryAnswer:
        """Ask the account's SMSC what became of a message, by the SMSC's ID.

        The sender, which SMPP wants with the ID, is the history's; an ID it does not know is asked for alone.
        Raises NotAnswered when the account is not bound or no answer comes, and ValueError for what is no ID.
        """
        source, _ = await self._addresses(account_id, message_id)
        return await self._bound_link(account_id).query(message_id, source)

    async def cancel(self, account_id: str, message_id: str) -> CancelAnswer:
        """Ask the account's SMSC not to deliver a message; as :meth:`query`."""
        source, destination = await self._addresses(account_id, message_id)
        return await self._bound_link(account_id).cancel(message_id, source, destination)

    def _bound_link(self, account_id: str) -> AccountLink:
        link = self._links.get(account_id)
        if link is None:
            raise NotAnswered(LinkProblem(ProblemKind.CONNECTION_CLOSED, "the account is not bound"))
        return link

    async def _addresses(self, account_id: str, message_id: str) -> tuple[Address, Address]:
        """Sender and recipient of the segment with that ID; empty ones when the history has none."""
        rows = await self.history.messages(MessageFilter(account_id=account_id, search=message_id), limit=20)
        for view in await self.history.views([row.id for row in rows]):
            if any(segment.message_id == message_id for segment in view.segments):
                return addresses_of(view.row)
        return Address("", 0, 0), Address("", 0, 0)

    # Messages.

    async def send(
        self,
        account_id: str,
        sender: str,
        recipients: Sequence[str],
        text: str,
        options: SubmitOptions | None = None,
        *,
        progress: Progress | None = None,
    ) -> list[MessageView]:
        """Write one message a recipient to the history, and hand them to the link.

        They go out when the account is bound, at its pace; until then they are QUEUED. Returns them in the
        recipients' order, once they are committed; *progress* is told how many are, 0 just before the first
        and then after each slice, and what it raises ends the send there, with nothing in hand. Raises
        UnknownAccount, HistoryUnavailable, or a ValueError with a sentence (empty text, a sender or recipient
        that cannot be sent, a text too long); then nothing is sent. PartlySent: the history failed half way.

        When it is cancelled, it stops after the slice in hand: what is written by then stays queued and goes
        out, as the history shows; :meth:`cancel_queued` takes it back.
        """
        account = self.account(account_id)
        options = options or default_options(account)
        async with self._gate.passed():
            return await self._outgoing.send(account, sender, recipients, text, options, progress)

    def outstanding(self) -> Outstanding:
        """What all links together have in hand, in segments."""
        return self._outgoing.outstanding()

    async def waiting(self, account_id: str) -> int:
        """How many messages have segments that still wait to be sent on the account."""
        return await self.history.count_waiting(account_id)

    async def cancel_queued(self, message_ids: Iterable[int]) -> Withdrawal:
        """Do not send those messages of which nothing has gone out yet; they become DELETED.

        A long message that has begun is finished, since the phone would show a torso: it is named in
        ``begun``. Whatever is on the wire is not touched; the SMSC may still be asked (:meth:`cancel`).
        """
        async with self._gate.passed():
            return await self._outgoing.withdraw(message_ids, Withdrawn.CANCELLED)

    async def cancel_waiting(self, account_id: str) -> Withdrawal:
        """:meth:`cancel_queued` for all that waits on the account, whichever run of the program left it."""
        async with self._gate.passed():
            waiting = await self.history.waiting(account_id)
            return await self._outgoing.withdraw(waiting, Withdrawn.CANCELLED)

    async def leftovers(self, account_id: str) -> Leftovers:
        """What earlier runs of the program left queued, too long ago to be sent unasked."""
        return await self._outgoing.leftovers(account_id)

    async def send_leftovers(self, account_id: str) -> int:
        """Send them after all, now or when the account is bound; returns how many messages that is."""
        async with self._gate.passed():
            return await self._outgoing.send_leftovers(account_id)

    async def cancel_leftovers(self, account_id: str) -> int:
        """Do not send them, nor the rest of those that have begun; returns how many messages that was."""
        async with self._gate.passed():
            return await self._outgoing.cancel_leftovers(account_id)


def _heed_failure(written: asyncio.Future[None]) -> None:
    if not written.cancelled() and (error := written.exception()):
        log.warning("not written yet: %s", error)
