"""Runs the connection doctor for a form: with what is typed there, saved or not."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ycloud_console.accounts import Account, keep_certificate
from ycloud_console.console import Console, PasswordNeeded
from ycloud_console.console.doctor import Doctor
from ycloud_console.smpp.certificate import Certificate
from ycloud_console.ui.accounts.check import CheckPanel
from ycloud_console.ui.accounts.dialog import AccountDialog
from ycloud_console.ui.accounts.form import AccountForm
from ycloud_console.ui.accounts.welcome import WelcomePage
from ycloud_console.ui.language import current_language
from ycloud_console.ui.tasks import Tasks


class ConnectionCheck(QObject):
    """One place's check: at most one runs; a new one stops the one before."""

    def __init__(self, console: Console, tasks: Tasks, place: WelcomePage | AccountDialog) -> None:
        super().__init__(place)
        self._console = console
        self._tasks = tasks
        self._place = place
        self._running: asyncio.Task[None] | None = None

    def serve(self, place: WelcomePage | AccountDialog) -> None:
        """Check whenever *place* asks for it, and stop when it goes."""
        place.check_wanted.connect(self.start)
        place.check.stop_wanted.connect(self.stop)
        place.check.trust_wanted.connect(self._trust)
        place.saved.connect(lambda _form, _bind: self.stop())
        if isinstance(place, AccountDialog):
            place.finished.connect(lambda _result: self.stop())

    def start(self, form: AccountForm, panel: CheckPanel) -> None:
        """Check what is entered in *form* now, and show it in *panel*."""
        self.stop()
        panel.begin()
        work = self._check(form.account(), form.password(), form.has_password, panel)
        self._running = self._tasks.start(work, "check a connection")

    def stop(self) -> None:
        """Stop the check, if one runs."""
        if self._running is not None:
            self._running.cancel()
            self._running = None

    async def _check(self, account: Account, typed: str, has_kept: bool, panel: CheckPanel) -> None:
        password: str | None = typed or None
        try:
            if password is None and has_kept:
                password = await self._kept(account)
            doctor = Doctor(self._console, account, password, language=current_language())
            async with aclosing(doctor.run()) as findings:
                async for finding in findings:
                    panel.show_finding(finding)
        except asyncio.CancelledError:
            # Another one may have begun meanwhile, which is not over.
            if isValid(panel) and self._running is None:
                panel.end(stopped=True)
            raise
        panel.end()

    async def _kept(self, account: Account) -> str | None:
        try:
            return await self._console.password(account)
        except PasswordNeeded:
            return None

    def _trust(self, certificate: Certificate) -> None:
        self._tasks.start(self._keep(certificate), "keep a trusted certificate")

    async def _keep(self, certificate: Certificate) -> None:
        place = self._place
        try:
            path = await asyncio.to_thread(
                keep_certificate, self._console.home, certificate.pem, certificate.fingerprint
            )
        except OSError as error:
            sentence = self.tr("The certificate could not be kept in the data folder ({reason}).")
            if isValid(place):
                place.show_fault(sentence.format(reason=error.strerror or str(error)))
            return
        if isValid(place):
            place.form.set_certificate(str(path))
            self.start(place.form, place.check)
