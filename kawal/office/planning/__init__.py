"""The one tree: every plan of the regency, from visi to sub kegiatan, in the database."""
