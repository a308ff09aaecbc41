"""The words in which equipment is dragged from the tray onto the body."""

ITEM_MIME = "application/x-manikin-item"  # the data is the item's id, UTF-8
