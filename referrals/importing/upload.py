"""The form that takes the old log's file. It is read in memory and forgotten with the request."""

from typing import Any

from django import forms

from referrals.importing.spreadsheet import MAX_BYTES, LogSheet, Unreadable, read

_SIZE = f"{MAX_BYTES // 2**20} MB"


class UploadForm(forms.Form):
    """After a clean upload, `sheet` is what was in the file."""

    sheet: LogSheet

    file = forms.FileField(
        label="The log",
        help_text=f"A CSV file or an Excel workbook (.xlsx) of up to {_SIZE}. Its first row names the columns.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            # A larger file is dropped while it arrives, so that it never lands on a disk.
            "required": f"Choose a file of up to {_SIZE}.",
            "empty": "This file is empty. Choose another.",
        },
    )

    def clean_file(self) -> Any:
        try:
            self.sheet = read(self.cleaned_data["file"].read())
        except Unreadable as reason:
            raise forms.ValidationError(str(reason)) from None
