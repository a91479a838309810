export default {
  worksheet: {
    choose: 'Or choose a worksheet (.xlsx, .ods, .csv)',
    hiddenRows:
      'The worksheet has rows that are hidden or filtered out: {{rows}}. They are read too; if you do not need them, delete them in the file and upload it again.',
    hiddenColumns:
      'The worksheet has hidden columns: {{columns}}. They are read too; if you do not need them, delete them in the file and upload it again.',
    hiddenSheets:
      'Hidden sheets are not read: {{sheets}}. If you need them, unhide them and upload the file again.',
    otherSheets:
      'Only the sheet “{{sheet}}” is read; not read: {{sheets}}. If you need them, put everything into one sheet and upload the file again.',
    hiddenRefused:
      'The worksheet has hidden rows or columns ({{places}}). Nothing was saved; unhide them, clear the filter or delete them, then send the file again.',
    error: {
      none: 'No file was chosen. Choose a worksheet and send it again.',
      unknown:
        'This file is not an .xlsx, .ods or UTF-8 .csv worksheet, or it is damaged. Open it in Excel or LibreOffice, choose Save As, type .xlsx, and send it again.',
      old: 'This file is an old Excel worksheet (.xls) or has a password. Open it in Excel or LibreOffice, choose Save As, type .xlsx, without a password, and send it again.',
      tooLarge:
        'The worksheet is too large: at most 10 MB, and 30 MB unpacked. Remove pictures, unused rows and columns, or split it into several files, and send it again.',
    },
  },
}
