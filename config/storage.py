"""Static files in production: names that carry their hash, so browsers keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    # Source maps are not served; looking for them would end collectstatic. What is
    # left is a dead comment at the end of a file.
    patterns = tuple(
        (
            extension,
            tuple(
                pattern
                for pattern in patterns
                if "sourceMappingURL"
                not in (pattern[0] if isinstance(pattern, tuple) else pattern)
            ),
        )
        for extension, patterns in CompressedManifestStaticFilesStorage.patterns
    )
