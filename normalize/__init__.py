"""Turn the text people scrape from news sites into clean articles.

>>> from normalize import normalize
>>> article = normalize("Ferry returns\\n\\nOSLO (AP) — The ferry is back in service.\\n\\nAdvertisement")
>>> article.headline, article.dateline.place, article.body
('Ferry returns', 'OSLO', 'The ferry is back in service.')
>>> [(piece.text, piece.reason.value) for piece in article.removed]
[('Advertisement', 'advertisement')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

