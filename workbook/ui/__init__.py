"""The few reusable pieces of a page: templates shown as widgets, fields, forms, notices, charts, downloads."""
