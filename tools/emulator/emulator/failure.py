"""What goes wrong, in the words the service itself would use."""

from moto.core.exceptions import ServiceException


class ApiError(ServiceException):
    """An error answered to the caller of the API: a code of the service's model, and a sentence."""

    def __init__(self, message: str, code: str = "ValidationError") -> None:
        super().__init__(code, message)


class ResourceFailure(Exception):
    """A resource could not be created, changed or removed; the stack rolls back."""
