"""stub"""


def find_disagreements(analyses, **kw):
    return ()
