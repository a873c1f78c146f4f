"""Compiled functions, kept on disk between runs where the machine lets them be kept."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile with Numba, without holding the interpreter's lock.

    Where no folder can be written, Numba refuses to keep what it compiled; then it is compiled at each start.
    """
    try:
        return cast(_Function, njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(_Function, njit(nogil=True)(function))
