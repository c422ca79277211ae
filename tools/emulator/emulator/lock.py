"""One thing at a time: moto's services are plain dictionaries, and stacks change them in threads of their own."""

import threading

LOCK = threading.RLock()
