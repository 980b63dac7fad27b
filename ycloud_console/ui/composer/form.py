"""The widgets of the composer and where they stand; what they do is the composer's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ycloud_console.ui.composer.advice import Advice
from ycloud_console.ui.composer.editor import GrowingEdit
from ycloud_console.ui.composer.meter import MeterStrip
from ycloud_console.ui.composer.options import OptionsPanel
from ycloud_console.ui.composer.recipients import RecipientsField
from ycloud_console.ui.widgets import Field, Notice, button, label


class ComposerForm(QFrame):
    """A card: the fields, which scroll where they must, and below them what is asked and said, and Send."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._build_fields()
        self._build_foot()
        self._arrange()

    def _build_fields(self) -> None:
        self.sender_edit = QLineEdit()
        self.sender_edit.setObjectName("sender")
        self.from_field = Field(self.tr("From"), self.sender_edit)
        self.recipients = RecipientsField()
        self.message = GrowingEdit(6, 14)
        self.message.setObjectName("message")
        self.message_title = label(self.tr("Message"), "caption")
        self.message_title.setBuddy(self.message)
        self.text_fault = label("", "fault", wrap=True, selectable=True)
        self.meter = MeterStrip()
        self.advice = Advice()
        self.report = QCheckBox(self.tr("Delivery report"))
        self.report.setChecked(True)
        self.options_link = button("", "link")
        self.options_link.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.options = OptionsPanel()
        self.options.hide()

    def _build_foot(self) -> None:
        self.question = Notice("warning", parent=self)
        self.go_back = self.question.add_action(self.tr("Go back"), self.question.hide)
        self.send_anyway = self.question.add_action("", self.question.hide)
        self.outcome = Notice("success", parent=self)
        self.bring_back = self.outcome.add_action(self.tr("Bring the text back"), self.outcome.hide)
        self.total = label("", "caption", wrap=True)
        self.state = label("", "caption", wrap=True)
        self.bind_link = button(self.tr("Bind"), "link")
        self.send_button = button("", "primary")
        self.send_button.setObjectName("send")

    def _arrange(self) -> None:
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
        fields.addLayout(_column(4, self.message_title, self.message, self.text_fault))
        fields.addWidget(self.meter)
        fields.addWidget(self.advice)
        row = QHBoxLayout()
        row.addWidget(self.report, 1)
        row.addWidget(self.options_link)
        fields.addLayout(row)
        fields.addWidget(self.options)
        fields.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidget(content)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = _column(6, self.question, self.outcome, self.total)
        foot.setContentsMargins(16, 6, 16, 14)
        state = QHBoxLayout()
        state.addWidget(self.state, 1)
        state.addWidget(self.bind_link, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        foot.addLayout(state)
        foot.addWidget(self.send_button)
        heading = label(self.tr("New message"), "heading")
        heading.setContentsMargins(16, 14, 16, 8)
        whole = _column(0, heading)
        whole.addWidget(self.scroll_area, 1)
        whole.addLayout(foot)
        self.setLayout(whole)
        self.setMinimumWidth(260)


def _column(spacing: int, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for widget in widgets:
        column.addWidget(widget)
    return column
