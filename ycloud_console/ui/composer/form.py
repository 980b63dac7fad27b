"""The widgets of the composer and where they stand; what they do is the composer's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ycloud_console.ui.composer.advice import Advice
from ycloud_console.ui.composer.editor import GrowingEdit
from ycloud_console.ui.composer.meter import MeterStrip
from ycloud_console.ui.composer.options import OptionsPanel
from ycloud_console.ui.composer.placeholderfields import PlaceholderFields
from ycloud_console.ui.composer.recipients import RecipientsField
from ycloud_console.ui.widgets import Field, Notice, button, label

_LEAST_HEIGHT = 104
"""Pixels of the fields that stay in sight, however much is said below them: the text of the message."""


class FieldsArea(QScrollArea):
    """The fields, scrolled where they must be; the one that is typed in stays in sight."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_focus_in_sight()

    def keep_focus_in_sight(self) -> None:
        """Scroll to the field that has the focus, if one has."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, 0)


class ComposerForm(QFrame):
    """A card: the fields, which scroll where they must, and below them what is asked and said, and Send."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._build_head()
        self._build_fields()
        self._build_options()
        self._build_foot()
        self._arrange()

    def _build_head(self) -> None:
        self.restored = label("", "caption", wrap=True)
        self.discard = button(self.tr("Clear"), "link")
        self.discard.setToolTip(self.tr("Begin with empty fields"))
        for part in (self.restored, self.discard):
            part.hide()

    def _build_fields(self) -> None:
        self.sender_edit = QLineEdit()
        self.sender_edit.setObjectName("sender")
        self.from_field = Field(self.tr("From"), self.sender_edit)
        self.recipients = RecipientsField()
        self.message = GrowingEdit(5, 14)
        self.message.setObjectName("message")
        self.message_title = label(self.tr("Message"), "caption")
        self.message_title.setBuddy(self.message)
        self.templates_link = button(self.tr("Templates"), "link")
        self.templates_link.setToolTip(self.tr("Texts kept by name (Ctrl+T)"))
        self.placeholders = PlaceholderFields()
        self.text_fault = label("", "fault", wrap=True, selectable=True)
        self.preview = label("", "hint", wrap=True, selectable=True)
        self.meter = MeterStrip()
        self.advice = Advice()

    def _build_options(self) -> None:
        self.report = QCheckBox(self.tr("Delivery report"))
        self.report.setChecked(True)
        self.options_link = button("", "link")
        self.options_link.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.options_summary = label("", "caption", wrap=True)
        self.options = OptionsPanel()
        self.options.hide()

    def _build_foot(self) -> None:
        self.question = Notice("warning", parent=self)
        self.go_back = self.question.add_action(self.tr("Go back"), self.question.hide)
        self.send_anyway = self.question.add_action("", self.question.hide)
        self.outcome = Notice("success", parent=self)
        self.bring_back = self.outcome.add_action(self.tr("Bring the text back"), self.outcome.hide)
        self.drop = self.outcome.add_action(self.tr("Drop it"), self.outcome.hide)
        self.progress = QWidget()
        self.progress_text = label("", "caption")
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName(self.tr("Messages queued"))
        self.stop_button = button(self.tr("Stop"), "link")
        self.progress.hide()
        self.state = label("", "caption", wrap=True)
        self.bind_link = button(self.tr("Bind"), "link")
        self.resume_link = button(self.tr("Resume"), "link")
        self.reason = button("", "link")
        self.reason.setToolTip(self.tr("Go there"))
        self.send_button = button("", "primary")
        self.send_button.setObjectName("send")

    def _arrange(self) -> None:
        whole = _column(0)
        whole.addLayout(self._head())
        self.scroll_area = FieldsArea()
        self.scroll_area.setWidget(self._content())
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setMinimumHeight(_LEAST_HEIGHT)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(self.scroll_area, 1)
        whole.addLayout(self._foot())
        self.setLayout(whole)
        QWidget.setTabOrder(self.message, self.templates_link)
        self.setMinimumWidth(260)

    def _head(self) -> QVBoxLayout:
        head = _column(2, label(self.tr("New message"), "heading"))
        head.setContentsMargins(16, 14, 16, 8)
        head.addLayout(_row(self.restored, self.discard))
        return head

    def _content(self) -> QWidget:
        content = QWidget()
        content.setProperty("role", "scrolled")
        # Never wider than its pane, and as high as it is at that width: Qt's own minimum takes every wrapping
        # label to be as narrow as can be.
        content.setMinimumSize(1, 1)
        fields = QVBoxLayout(content)
        fields.setContentsMargins(16, 0, 16, 8)
        fields.setSpacing(10)
        fields.addWidget(self.from_field)
        fields.addWidget(self.recipients)
        message = _column(4)
        message.addLayout(_row(self.message_title, self.templates_link))
        for part in (self.placeholders, self.message, self.text_fault, self.outcome, self.preview):
            message.addWidget(part)
        fields.addLayout(message)
        fields.addWidget(self.meter)
        fields.addWidget(self.advice)
        options = _column(4)
        options.addLayout(_row(self.report, self.options_link))
        options.addWidget(self.options_summary)
        fields.addLayout(options)
        fields.addWidget(self.options)
        fields.addStretch(1)
        return content

    def _foot(self) -> QVBoxLayout:
        progress = _column(4)
        progress.addLayout(_row(self.progress_text, self.stop_button))
        progress.addWidget(self.progress_bar)
        self.progress.setLayout(progress)
        foot = _column(6, self.question, self.progress)
        foot.setContentsMargins(16, 6, 16, 14)
        foot.addLayout(_row(self.state, self.bind_link, self.resume_link))
        foot.addWidget(self.reason, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self.send_button)
        return foot


def _column(spacing: int, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column


def _row(first: QWidget, *others: QWidget) -> QHBoxLayout:
    """*first* takes the room, the others stand at the right."""
    row = QHBoxLayout()
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return row
