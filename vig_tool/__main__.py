"""``python -m vig_tool`` is ``vig-tool``."""

import sys

from vig_tool.cli import main

sys.exit(main())
