"""Raw study notes in, draft pages out: reading, taking apart, sorting and writing, with one fate for every line."""
