"""Who may see and send each page of staff, written by hand: the table of permissions is held to this, and never the other way.

For each view who may see it and, where that is somebody else, who may send it: the roles, the states of the thing, and
that it is not for whoever made the thing.
"""

SEES_DRAFTS = "analyst, clinician, governance, involvement officer, policy manager"
SEES_ANALYSES = "analyst, governance, involvement officer, policy manager"
WRITES = "policy manager | draft, returned"
RUNS = "analyst, policy manager"

EXPECTED: dict[str, tuple[str, ...]] = {
    "analyses:again": ("analyst, policy manager | done, failed, stopped",),
    "analyses:analysis": (SEES_ANALYSES,),
    "analyses:answer": ("governance | waiting for governance | not the maker",),
    "analyses:beside": (SEES_ANALYSES,),
    "analyses:build": (RUNS,),
    "analyses:compare": (RUNS,),
    "analyses:file": (SEES_ANALYSES,),
    "analyses:list": (SEES_ANALYSES,),
    "analyses:lottery": (RUNS,),
    "analyses:new": (RUNS,),
    "analyses:note": (RUNS,),
    "analyses:options": (RUNS,),
    "analyses:progress": (SEES_ANALYSES,),
    "analyses:publish": ("analyst | done, returned",),
    "analyses:stop": ("analyst, policy manager | waiting, running",),
    "analyses:withdraw": ("analyst, governance | published",),
    "staff:account": ("everyone",),
    "staff:backup-codes": ("everyone",),
    "staff:home": ("everyone",),
    "staff:invite": ("administrator",),
    "staff:keys": ("administrator",),
    "staff:member": ("administrator",),
    "staff:name": ("everyone",),
    "staff:new-key": ("administrator",),
    "staff:password": ("everyone",),
    "staff:people": ("administrator",),
    "staff:sessions": ("everyone",),
    "staff:trail": ("information governance",),
    "staff:trail-csv": ("information governance",),
    "staff:verify-trail": ("information governance",),
    "staff:withdraw-key": ("administrator",),
    "studio:again": ("policy manager",),
    "studio:begin": ("policy manager",),
    "studio:begin-nothing": ("policy manager",),
    "studio:begin-text": ("policy manager",),
    "studio:begin-version": ("policy manager",),
    "studio:bring-back": (WRITES,),
    "studio:changes": (SEES_DRAFTS,),
    "studio:check": (WRITES,),
    "studio:clash": (WRITES,),
    "studio:differences": (SEES_DRAFTS,),
    "studio:draft": (SEES_DRAFTS,),
    "studio:drafts": (SEES_DRAFTS,),
    "studio:edit": (WRITES, "policy manager"),
    "studio:hand-over": (WRITES,),
    "studio:handover": (SEES_DRAFTS, "governance | handed over | not the maker"),
    "studio:history": (SEES_DRAFTS,),
    "studio:pdf": (SEES_DRAFTS,),
    "studio:restore": (WRITES,),
    "studio:revision": (SEES_DRAFTS,),
    "studio:text": (SEES_DRAFTS,),
    "studio:withdraw": ("policy manager | draft, returned, handed over",),
    "studio:word": (SEES_DRAFTS,),
}
