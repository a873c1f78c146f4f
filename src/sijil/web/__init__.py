"""The workbench in a browser: what the case holds, review of claims, search; in English and Arabic.

In: requests on loopback from whoever has the one-time address that `sijil serve` prints. Out: pages of rows that
`sijil.store.protection` gives, and decisions through the same steps as the command line. Every page is denied before
Django sees it unless the session's cookie is there; no page runs inline script or style, or asks another host.
"""
