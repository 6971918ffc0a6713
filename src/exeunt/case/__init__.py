"""A case folder's YAML files to a `Case`, with every problem's file and line."""
