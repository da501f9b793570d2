"""Who is who: the region, its OPD and their units, offices and who holds them on which day."""
