"""Who is asking right now, and who works for a stack right now. Each thread has its own."""

import contextvars

from .sessions import Session

# The caller of the request that is being answered.
CALLER: contextvars.ContextVar[Session | None] = contextvars.ContextVar("caller", default=None)
# Whose keys the emulator's own calls carry while it carries out a stack's operation.
ACTING: contextvars.ContextVar[Session | None] = contextvars.ContextVar("acting", default=None)
