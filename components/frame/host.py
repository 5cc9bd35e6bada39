"""What Streamlit's page is told of its host: that it shows no error windows of its own.

They speak English, and stand in the way of a map that goes on working; `scripts/away.mjs` says it.
"""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes


def routes() -> list[Route]:
    """Return the route for `st.App(…, routes=…)`, under any base path."""
    return [Route("/{base:path}_stcore/host-config", _config)]


async def _config(request: Request) -> Response:
    [theirs] = create_host_config_routes(None)
    assert isinstance(theirs, Route)
    answer: Response = await theirs.endpoint(request)
    said = json.loads(bytes(answer.body)) | {"blockErrorDialogs": True}
    headers = {k: v for k, v in answer.headers.items() if k != "content-length"}
    return JSONResponse(said, headers=headers)
