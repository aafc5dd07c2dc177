"""Reading other people's files, in this order: parse -> map -> check -> apply.

``parse`` makes lines of cells out of bytes, ``mapping`` says which cell goes to which field,
``check`` turns cells into values and says why when it cannot, ``apply`` writes what the services
would have written, in bulk. ``run`` is the one door.
"""
