"""iCalendar (RFC 5545): written for the calendars of people, read as when they are busy. Pure."""
