"""What a stranger's request meets before any page: each of these lets it through, or refuses it.

The launcher imports this before Streamlit's runtime exists, so nothing here may import
streamlit_folium. All of it is plain ASGI: nothing is read or copied that is let through.
"""

from starlette.middleware import Middleware

from components.gate.addresses import Addresses
from components.gate.headers import Headers
from components.gate.hosts import Hosts
from components.gate.messages import Messages
from components.gate.settings import Settings
from components.gate.uploads import Uploads


def middleware() -> list[Middleware]:
    """Return what `st.App(…, middleware=…)` is given, the outermost first."""
    settings = Settings.read()
    return [
        Middleware(Headers),
        Middleware(Hosts, settings.hosts),
        Middleware(Addresses, settings.metrics_token),
        Middleware(Uploads, settings),
        Middleware(Messages),
    ]
