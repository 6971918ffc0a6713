"""The words of the field as frozen values. It can be read in one sitting; docs/glossary.md defines each term."""
