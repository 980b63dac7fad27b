"""The Console: accounts, links and history as one service.

The window and the command line drive only this, so that neither can do what the other cannot.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from ycloud_console.accounts import Account, Keychain, KeychainUnavailable, Settings, in_words, problems
from ycloud_console.console.accountlink import AccountLink, Balance
from ycloud_console.console.events import Event, HistoryChanged, LinkChanged
from ycloud_console.console.outbox import References, addresses_of, compose, default_options, reference_of
from ycloud_console.history import Change, History, MessageFilter, MessageView
from ycloud_console.sandbox import Sandbox, SandboxOptions
from ycloud_console.smpp.link import NotAnswered
from ycloud_console.smpp.model import (
    CancelAnswer,
    LinkProblem,
    LinkState,
    LinkStatus,
    ProblemKind,
    QueryAnswer,
)
from ycloud_console.sms.address import Address
from ycloud_console.sms.message import PENDING, SubmitOptions
from ycloud_console.sms.segments import measure

log = logging.getLogger(__name__)

SANDBOX_ID = "sandbox"
"""The account of the practice SMSC; it is not in the settings file."""

_SLICE = 50
"""Messages that are composed or handed over before the event loop gets its turn: some 10 ms."""
_WAITING = 5000
"""Pending messages that are looked through for their references: some 100 ms, once a run."""
_STOP = 4.0
"""Seconds for every link to unbind when the program ends; the rest of five is the history's."""


class UnknownAccount(LookupError):
    """There is no account of that name."""


class BadAccount(ValueError):
    """The account's settings cannot work; the text says why, field by field."""

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(f"{account.name}: {reason}")
        self.account = account


class PasswordNeeded(Exception):
    """No password is known for the account: ask for it. The text says why."""

    def __init__(self, account: Account, reason: str) -> None:
        super().__init__(reason)
        self.account = account


class Console:
    """One data folder with its accounts, links and history.

    Attributes:
        home: The data folder.
        settings: Accounts and preferences.
        keychain: The passwords' place.
        history: What was sent and what came; read it as you like, it is written only here.
    """

    def __init__(self, home: Path, settings: Settings, keychain: Keychain, history: History) -> None:
        self.home = home
        self.settings = settings
        self.keychain = keychain
        self.history = history
        self._listeners: list[Callable[[Event], None]] = []
        self._links: dict[str, AccountLink] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        """One change of an account's link at a time."""
        self._stopping: dict[str, asyncio.Task[None]] = {}
        self._balances: dict[str, Balance] = {}
        self._passwords: dict[str, str] = {}
        self._guests: dict[str, Account] = {}
        self._references = References()
        self._knows_references = False
        self._sandbox: Sandbox | None = None
        self._leave_history = history.subscribe(self._history_changed)

    @classmethod
    async def open(cls, home: Path) -> Console:
        """Open the data folder *home*, making it when it is not there.

        A damaged settings file or history is set aside, never overwritten: see ``settings.warning`` and
        ``history.warning``. Raises HistoryTooNew for a history of a later version, and
        HistoryUnavailable when the folder cannot be used.
        """
        settings = Settings.load(home / "settings.toml")
        history = await History.open(home / "history.sqlite3")
        return cls(home, settings, Keychain(), history)

    async def close(self) -> None:
        """Unbind every account, within seconds, and close the history."""
        await asyncio.gather(*(self.unbind(account_id) for account_id in tuple(self._links)))
        if self._sandbox is not None:
            await self._sandbox.close()
            self._sandbox = None
        self._leave_history()
        await self.history.close()
        self._passwords.clear()

    # Listening.

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call *listener* with every event from now on; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)

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

    async def remove_account(self, account_id: str) -> None:
        """Unbind the account and forget it, with its password. Its history stays."""
        await self.unbind(account_id)
        await asyncio.to_thread(self.settings.remove, account_id)
        self._passwords.pop(account_id, None)
        self._guests.pop(account_id, None)
        try:
            await self.keychain.delete(account_id)
        except KeychainUnavailable:
            log.info("no keychain to remove the password of account %s from", account_id)

    async def open_sandbox(self, options: SandboxOptions | None = None) -> Account:
        """Start the practice SMSC on the loopback interface, and return the account that binds to it."""
        if self._sandbox is None:
            self._sandbox = await Sandbox.start(home=self.home, options=options or SandboxOptions())
            self.add_guest(sandbox_account(self._sandbox), self._sandbox.password)
        return self._guests[SANDBOX_ID]

    # Links.

    def status(self, account_id: str) -> LinkStatus:
        """The state of the account's link; CLOSED when it was never bound."""
        link = self._links.get(account_id)
        if link:
            return link.status
        return LinkStatus(LinkState.CLOSED, paused=self._balance(account_id).paused)

    async def bind(self, account_id: str) -> None:
        """Begin to bind, and stay bound; returns at once, the state comes as LinkChanged.

        Raises UnknownAccount, BadAccount and PasswordNeeded.
        """
        link = await self._new_link(account_id)
        link.start()

    async def bind_once(self, account_id: str) -> LinkStatus:
        """One try to bind: the status says whether it is bound, or why not (``status.problem``).

        Raises UnknownAccount, BadAccount and PasswordNeeded.
        """
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
            link = AccountLink(account, password, self.history, self._tell, self._balance(account_id))
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

        async def stop() -> None:
            try:
                await link.stop(timeout)
            finally:
                del self._links[account_id]
                del self._stopping[account_id]

        # Who asked before may have been cancelled, while what was asked for still goes on.
        if account_id not in self._stopping:
            self._stopping[account_id] = asyncio.create_task(stop(), name=f"stop {account_id}")
        await asyncio.shield(self._stopping[account_id])

    def retry_now(self, account_id: str) -> None:
        """Do not wait for the countdown: try to bind at once."""
        link = self._links.get(account_id)
        if link:
            link.retry_now()

    def resume(self, account_id: str) -> None:
        """Send again on an account that was paused because its balance was used up (``status.paused``)."""
        self._balance(account_id).resume()
        link = self._links.get(account_id)
        if link:
            link.resume()
        else:
            self._tell(LinkChanged(account_id, self.status(account_id)))

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

    async def _learn_references(self) -> None:
        """Those of the latest long messages that still wait from earlier runs, once."""
        if self._knows_references:
            return
        self._knows_references = True
        waiting = await self.history.messages(MessageFilter(states=PENDING), limit=_WAITING)
        for view in await self.history.views([row.id for row in waiting if row.segment_count > 1]):
            reference = reference_of(view.options)
            if reference is not None:
                self._references.remember(view.row.recipient, reference)

    async def send(
        self,
        account_id: str,
        sender: str,
        recipients: Sequence[str],
        text: str,
        options: SubmitOptions | None = None,
    ) -> list[MessageView]:
        """Write one message a recipient to the history, then hand them to the link.

        They go out when the account is bound, at its pace; until then they are QUEUED. Returns them in the
        recipients' order, once they are committed. Raises UnknownAccount, HistoryUnavailable, or a
        ValueError with a sentence (empty text, a sender or recipient that cannot be sent, a text too long);
        then nothing is sent.
        """
        account = self.account(account_id)
        if measure(text).segments > 1:
            await self._learn_references()
        messages = []
        options = options or default_options(account)
        composed = compose(account, sender, recipients, text, options, self._references)
        for message in composed:
            messages.append(message)
            if len(messages) % _SLICE == 0:
                await asyncio.sleep(0)
        views = await self.history.add(messages)
        for at in range(0, len(views), _SLICE):
            # Looked up anew: while others had their turn, the account may have been unbound or bound again.
            link = self._links.get(account_id)
            if link:
                link.submit(
                    (segment.id, new.wire)
                    for view, message in zip(views[at : at + _SLICE], messages[at : at + _SLICE], strict=True)
                    for segment, new in zip(view.segments, message.segments, strict=True)
                )
            await asyncio.sleep(0)
        return views


def sandbox_account(sandbox: Sandbox) -> Account:
    """The account for the practice SMSC: TLS, with the certificate it made for itself."""
    return Account(
        id=SANDBOX_ID,
        name="Sandbox",
        host=sandbox.host,
        port=sandbox.tls_port,
        tls=True,
        certificate=str(sandbox.certificate),
        system_id=sandbox.system_id,
        window=50,
        rate=100.0,
        default_sender="YCloud",
        signature="YCloud",
    )
