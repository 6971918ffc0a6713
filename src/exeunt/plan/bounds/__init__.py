"""Lower bounds of a timetable's duration: from counting alone, and from linear programmes with exact certificates."""
