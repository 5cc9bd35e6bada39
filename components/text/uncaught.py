"""What a reader is told of what no page has caught: our own words, and nothing of the program."""

from components.text import faults
from geo.faults import Faulty, refuse


def tell(error: Exception) -> bool:
    """Say what is wrong in the reader's language: for `st.App(…, on_script_error=…)`.

    Streamlit has written it to the server's log; its own box would be English, and lead to others.
    """
    if isinstance(error, Faulty):
        faults.show(error.faults)
    else:
        faults.tell([refuse("program_wrong")])
    return True
