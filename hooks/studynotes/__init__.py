"""The library under the hooks: everything the site does, without MkDocs."""
