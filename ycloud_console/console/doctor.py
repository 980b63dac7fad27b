"""The connection doctor: tries an account's connection step by step, and says what each step found.

Used by the window beside the account's form, with what is typed there, and by ``ycloud-console doctor``.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ycloud_console.accounts import Account, KeychainUnavailable, in_words, notes, password_problem, problems
from ycloud_console.console.accountlink import link_settings
from ycloud_console.console.doctor_texts import texts
from ycloud_console.console.doctor_tls import judge
from ycloud_console.console.finding import Check, Finding, Verdict, certificate_json
from ycloud_console.smpp.connect import LinkFailure
from ycloud_console.smpp.examine import Secured, TrialBind, look_up, reach, secure
from ycloud_console.smpp.model import LinkProblem, LinkSettings, ProblemKind
from ycloud_console.smpp.problems import problem_meaning

if TYPE_CHECKING:
    from ycloud_console.console.console import Console

__all__ = ["Check", "Doctor", "Finding", "Verdict"]

_KEYCHAIN = 10.0
"""Seconds the keychain may take; it may be waiting to be unlocked."""
_CONNECTION_LIMIT = 5
"""YCloud's bind status."""
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


_FIELDS = {
    ProblemKind.NAME_NOT_FOUND: "host",
    ProblemKind.PORT_REFUSED: "port",
    ProblemKind.UNREACHABLE: "host",
    ProblemKind.CONNECT_TIMEOUT: "host",
    ProblemKind.TLS_EXPECTED: "tls",
    ProblemKind.BIND_TIMEOUT: "port",
    ProblemKind.NOT_SMPP: "port",
    ProblemKind.BAD_SETTINGS: "system_id",
    ProblemKind.CONNECTION_CLOSED: "host",
}
_BIND_FIELDS = {3: "password", 13: "password", 14: "password", 15: "system_id"}
"""By the bind's command_status: YCloud's 3, and the standard's ESME_RBINDFAIL, RINVPASWD, RINVSYSID."""


class Doctor:
    """Examines one account, which need not be saved, with *password* (None: none is known)."""

    def __init__(
        self, console: Console, account: Account, password: str | None, *, language: str = "en"
    ) -> None:
        self._console = console
        self._account = account
        self._password = password
        self._language = language
        self._say = texts(language)
        self._space = "" if language.startswith("zh") else " "
        """Between two sentences."""
        self._host = account.host.strip("[]")
        self._server = f"{account.host}:{account.port}"

    async def run(self) -> AsyncGenerator[Finding, None]:
        """The findings as they are made: each step when it begins, and again when it is done.

        A step that needs one that failed is skipped. Each ends within the account's time-outs (the
        keychain's: 10 s). Close the iterator, or cancel who reads it, to stop: no connection stays open.
        """
        settings = self._settings()
        yield settings
        yield self._running(Check.KEYCHAIN)
        yield await self._keychain()
        if settings.verdict is Verdict.FAILED and settings.at_fault in ("host", "port"):
            for finding in self._skip(Check.SETTINGS, (*_CONNECTING, *_BINDING)):
                yield finding
            return
        async with aclosing(self._connection(settings)) as findings:
            async for finding in findings:
                yield finding

    async def _connection(self, settings: Finding) -> AsyncGenerator[Finding, None]:
        link = link_settings(self._account, self._password or "")
        addresses: list[str] = []
        for check in _CONNECTING:
            yield self._running(check)
            try:
                if check is Check.NAME:
                    addresses, finding = await self._name(link)
                elif check is Check.PORT:
                    finding = await self._port(link, addresses)
                else:
                    finding = await self._tls(link)
            except LinkFailure as failure:
                finding = self._failed(check, failure.problem)
            yield finding
            if finding.verdict is Verdict.FAILED:
                after = _CONNECTING[_CONNECTING.index(check) + 1 :]
                for skipped in self._skip(check, (*after, *_BINDING)):
                    yield skipped
                return
        if settings.verdict is Verdict.FAILED:
            for skipped in self._skip(Check.SETTINGS, _BINDING):
                yield skipped
            return
        async with aclosing(self._binding(link)) as findings:
            async for finding in findings:
                yield finding

    # Settings and keychain.

    def _settings(self) -> Finding:
        faults = problems(self._account, self._language)
        faults.pop("name", None)  # it has no part in the connection
        if not self._password:
            faults["password"] = self._space.join((self._say("no_password"), self._say("no_password_next")))
        elif fault := password_problem(self._password, self._language):
            faults["password"] = fault
        if faults:
            # First what keeps the connection itself from being tried.
            first = next((name for name in ("host", "port") if name in faults), next(iter(faults)))
            return Finding(
                Check.SETTINGS,
                Verdict.FAILED,
                self._say("settings_bad"),
                in_words(faults, self._language),
                self._say("settings_next"),
                at_fault=first,
                details={"faults": faults},
            )
        remarks = notes(self._account, len(self._password or ""), self._language)
        remarks.pop("tls", None)  # the TLS step says so
        remarks.pop("verify", None)
        if remarks:
            return Finding(
                Check.SETTINGS,
                Verdict.WARNING,
                self._say("settings_note"),
                self._space.join(remarks.values()),
                at_fault=next(iter(remarks)),
                details={"notes": remarks},
            )
        account = self._account
        detail = self._say(
            "settings_ok_detail",
            system_id=account.system_id,
            server=self._server,
            mode=self._say(account.mode),
        )
        return Finding(Check.SETTINGS, Verdict.OK, self._say("settings_ok"), detail)

    async def _keychain(self) -> Finding:
        say, keychain = self._say, self._console.keychain
        if self._console.is_guest(self._account.id):
            return Finding(Check.KEYCHAIN, Verdict.SKIPPED, say("keychain"), say("keychain_unneeded"))
        stored: bool | None = None
        reason = await keychain.available()
        if reason is None:
            try:
                async with asyncio.timeout(_KEYCHAIN):
                    stored = await keychain.get(self._account.id) is not None
            except KeychainUnavailable as error:
                reason = str(error)
            except TimeoutError:
                reason = say("keychain_slow", seconds=_KEYCHAIN)
        details = {"backend": keychain.backend_name, "stored": stored}
        if reason is not None:
            return Finding(Check.KEYCHAIN, Verdict.WARNING, say("keychain_none"), reason, details=details)
        sentence = say("keychain_stored" if stored else "keychain_empty", backend=keychain.backend_name)
        return Finding(Check.KEYCHAIN, Verdict.OK, say("keychain_ok"), sentence, details=details)

    # The connection.

    async def _name(self, link: LinkSettings) -> tuple[list[str], Finding]:
        began = asyncio.get_running_loop().time()
        addresses = await look_up(self._host, link.port, link.connect_timeout)
        took = self._took(round((asyncio.get_running_loop().time() - began) * 1e6))
        if _is_address(self._host):
            title, sentence = "name_given", self._say("name_address", host=self._host)
        else:
            title = "name_ok"
            sentence = self._say("name_ok_detail", host=self._host, addresses=", ".join(addresses), took=took)
        details = {"addresses": addresses}
        return addresses, Finding(Check.NAME, Verdict.OK, self._say(title), sentence, details=details)

    async def _port(self, link: LinkSettings, addresses: list[str]) -> Finding:
        reached = await reach(link, addresses)
        sentence = self._say(
            "port_ok_detail", address=reached.address, port=link.port, took=self._took(reached.micros)
        )
        if reached.silent:
            sentence += self._space + self._say("port_some_silent", silent=", ".join(reached.silent))
        details = {
            "address": reached.address,
            "ms": round(reached.micros / 1000, 1),
            "silent": list(reached.silent),
        }
        verdict = Verdict.WARNING if reached.silent else Verdict.OK
        return Finding(Check.PORT, verdict, self._say("port_ok"), sentence, details=details)

    async def _tls(self, link: LinkSettings) -> Finding:
        say = self._say
        if link.tls is None:
            if self._host in _LOCAL:
                return Finding(Check.TLS, Verdict.SKIPPED, say("tls"), say("tls_off_local"))
            return Finding(
                Check.TLS,
                Verdict.WARNING,
                say("tls_off"),
                say("tls_off_detail"),
                say("tls_off_next"),
                at_fault="tls",
            )
        seen = await secure(link)
        judgement = await asyncio.to_thread(judge, seen, link, self._server, self._language)
        return Finding(
            Check.TLS,
            Verdict(judgement.verdict),
            judgement.title,
            judgement.sentence,
            judgement.next_step,
            at_fault=judgement.at_fault,
            certificate=seen.chain[0] if seen.chain else None,
            may_trust=judgement.may_trust,
            details=_tls_details(seen),
        )

    # The bind.

    async def _binding(self, link: LinkSettings) -> AsyncGenerator[Finding, None]:
        holder = self._bound_already()
        if holder is not None:
            yield Finding(
                Check.BIND,
                Verdict.SKIPPED,
                self._say("bind"),
                self._say("bind_held", account=holder.name, system_id=holder.system_id),
                self._say("bind_held_next"),
            )
            for check in _BINDING[1:]:
                yield Finding(check, Verdict.SKIPPED, self._say(check.value), self._say("needs_a_bind"))
            return
        # One is enough to try, and no more than that is taken from the connection limit.
        trial = TrialBind(replace(link, binds=1))
        try:
            patience = self._say("bind_running", seconds=link.response_timeout)
            yield replace(self._running(Check.BIND), sentence=patience)
            try:
                seen = await trial.open()
            except LinkFailure as failure:
                yield self._refused(failure.problem)
                for skipped in self._skip(Check.BIND, _BINDING[1:]):
                    yield skipped
                return
            sentence = self._say("bind_ok_detail", took=self._took(seen.micros))
            details: dict[str, Any] = {"ms": round(seen.micros / 1000, 1), "system_id": seen.system_id}
            if seen.interface_version is not None:
                version = f"{seen.interface_version >> 4}.{seen.interface_version & 15}"
                sentence += self._space + self._say("bind_version", version=version)
                details["sc_interface_version"] = seen.interface_version
            yield Finding(Check.BIND, Verdict.OK, self._say("bind_ok"), sentence, details=details)
            yield self._running(Check.ROUND_TRIP)
            yield await self._round_trip(trial)
            yield self._running(Check.UNBIND)
            yield self._unbound(await trial.close())
        finally:
            await trial.close()

    async def _round_trip(self, trial: TrialBind) -> Finding:
        try:
            micros = await trial.enquire()
        except LinkFailure as failure:
            return self._failed(Check.ROUND_TRIP, failure.problem)
        sentence = self._say("round_trip_ok_detail", took=self._took(micros))
        if trial.sent_back:
            sentence += self._space + self._say("round_trip_back", count=trial.sent_back)
        details = {"ms": round(micros / 1000, 1), "deliveries_sent_back": trial.sent_back}
        return Finding(Check.ROUND_TRIP, Verdict.OK, self._say("round_trip_ok"), sentence, details=details)

    def _unbound(self, answered: bool) -> Finding:
        if answered:
            return Finding(Check.UNBIND, Verdict.OK, self._say("unbind_ok"), self._say("unbind_ok_detail"))
        silent, detail = self._say("unbind_silent"), self._say("unbind_silent_detail")
        return Finding(Check.UNBIND, Verdict.WARNING, silent, detail)

    def _bound_already(self) -> Account | None:
        """Who holds a bind as this system ID at this server, when another could be one too many."""
        for other in self._console.accounts:
            same = (other.host, other.system_id) == (self._account.host, self._account.system_id)
            if same and self._console.status(other.id).bound >= max(1, self._account.binds):
                return other
        return None

    def _refused(self, problem: LinkProblem) -> Finding:
        finding = self._failed(Check.BIND, problem)
        hint = ""
        if problem.status == _CONNECTION_LIMIT:
            hint = self._say("bind_limit_hint")
        elif problem.kind in (ProblemKind.CONNECTION_CLOSED, ProblemKind.CONNECTION_LOST):
            hint = self._say("bind_closed_hint")
        elif problem.kind is ProblemKind.BIND_TIMEOUT and self._account.tls is False:
            hint = self._say("bind_timeout_hint")
        if not hint:
            return finding
        return replace(finding, next_step=self._space.join(filter(None, (finding.next_step, hint))))

    # Findings.

    def _running(self, check: Check) -> Finding:
        return Finding(check, Verdict.RUNNING, self._say(check.value))

    def _failed(self, check: Check, problem: LinkProblem) -> Finding:
        meaning = problem_meaning(problem, host=self._server, language=self._language)
        at_fault = _FIELDS.get(problem.kind, "")
        if problem.status is not None:
            at_fault = _BIND_FIELDS.get(problem.status, "")
        return Finding(
            check,
            Verdict.FAILED,
            meaning.title,
            meaning.sentence,
            meaning.next_step,
            at_fault=at_fault,
            details={"problem": problem.kind.value, "detail": problem.detail, "status": problem.status},
        )

    def _skip(self, because: Check, checks: tuple[Check, ...]) -> list[Finding]:
        sentence = self._say("not_tried", step=self._say(because.value))
        return [Finding(check, Verdict.SKIPPED, self._say(check.value), sentence) for check in checks]

    def _took(self, micros: int) -> str:
        return f"{micros / 1000:.1f} ms" if micros < 10_000 else f"{micros / 1000:.0f} ms"


_CONNECTING = (Check.NAME, Check.PORT, Check.TLS)
_BINDING = (Check.BIND, Check.ROUND_TRIP, Check.UNBIND)


def _tls_details(seen: Secured) -> dict[str, Any]:
    problem = seen.problem
    return {
        "protocol": seen.protocol,
        "cipher": seen.cipher,
        "problem": problem.kind.value if problem else None,
        "detail": problem.detail if problem else "",
        "chain": [certificate_json(each) for each in seen.chain],
    }


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
