"""The workbench in a browser. Not built in this version; review works through `sijil judgements`."""
