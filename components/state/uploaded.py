"""Uploads in the server's memory: what each page's session holds there, and giving it back."""

from collections.abc import Iterable, Mapping

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def give_back(file: UploadedFile) -> None:
    """Forget what a page has read and kept elsewhere; Streamlit would hold it with the page."""
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def held() -> Mapping[str, int]:
    """Return the bytes that are held, by the page's session."""
    files = list(_manager().file_storage.items())
    return {page: sum(len(file.data) for file in list(own.values())) for page, own in files}


def forget(sessions: Iterable[str]) -> None:
    """Forget all that these sessions of pages hold."""
    for session in sessions:
        _manager().remove_session_files(session)


def _manager() -> MemoryUploadedFileManager:
    found = runtime.get_instance().uploaded_file_mgr
    assert isinstance(found, MemoryUploadedFileManager)
    return found
