"""The addresses under which a browser gets the map's files, and keeps them.

The launcher imports this before Streamlit's runtime exists, so nothing here may import
streamlit_folium: a component that is declared that early answers 404 for good.
"""

import gzip
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.map.assets import Assets

# From inside the map's frame, `<base>/component/streamlit_folium.st_folium/index.html`. Relative,
# so that it holds under any server.baseUrlPath and behind any proxy.
PREFIX = "../../assets/"
FROM_PAGE = "assets/"  # from a page itself

# Not guessed: on Windows the guess comes from the registry, and .js is often text/plain there.
_KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
_KINDS |= {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
_FOREVER = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


def routes(assets: Assets) -> list[Route]:
    """Return the routes for `st.App(…, routes=…)`.

    Streamlit mounts them at the root whatever server.baseUrlPath says, and that setting may not be
    read before `st.App` is made: so any base is let through. `uuid` is the shape of a digest, 32
    hexadecimal digits; only it keeps other components' own `assets/` folders out.
    """

    def serve(request: Request) -> Response:
        name = request.path_params["name"]
        packed = assets.get(f"{request.path_params['digest'].hex}/{name}")
        if packed is None:
            return PlainTextResponse("not found", 404, headers={"Cache-Control": "no-store"})
        kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = {**_FOREVER, "Content-Encoding": "gzip"}
            return Response(packed, media_type=kind, headers=headers)
        return Response(gzip.decompress(packed), media_type=kind, headers=_FOREVER)

    return [Route("/{base:path}assets/{digest:uuid}/{name}", serve)]
