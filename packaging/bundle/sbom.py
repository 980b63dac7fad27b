"""The bill of materials of a package, in CycloneDX: for who must know whether a vulnerable part is inside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Part
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from bundle.inventory import Component
from bundle.release import HOMEPAGE, NAME, SUMMARY, BuildError, Release

_LICENCES = LicenseFactory()


def write_sbom(components: Sequence[Component], release: Release, folder: Path, target: Path) -> None:
    """Describe the program in *folder*, made of *components*, in *target*. Raises BuildError.

    Libraries that were linked into a component stand inside it, as its own bill says.
    """
    program = _program(release, folder)
    bom = Bom(serial_number=_serial(release))
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(release.epoch, UTC)
    parts = [_part(each) for each in components if each.name != NAME]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(program, parts)
    text = json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=1, sort_keys=True)
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem:
        raise BuildError(f"the bill of materials is not valid CycloneDX: {problem}")
    target.write_text(text + "\n", "utf-8", newline="\n")


def _program(release: Release, folder: Path) -> Part:
    made = Part(
        name=NAME,
        version=release.version,
        type=ComponentType.APPLICATION,
        description=SUMMARY,
        bom_ref=f"{NAME}@{release.version}",
        licenses=[_LICENCES.make_from_string("MIT")],
        properties=[Property(name="commit", value=release.commit)],
        external_references=[
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(HOMEPAGE)),
        ],
    )
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            made.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=digest))
    return made


def _part(each: Component) -> Part:
    known = each.licence != "NOASSERTION"
    return Part(
        name=each.name,
        version=each.version,
        type=ComponentType.LIBRARY,
        description=each.summary or None,
        purl=PackageURL.from_string(each.purl),
        bom_ref=each.purl,
        licenses=[
            _LICENCES.make_from_string(each.licence)
            if known
            else DisjunctiveLicense(name="see THIRD-PARTY-NOTICES.txt")
        ],
        properties=[Property(name="files", value=str(len(each.files)))],
        components=[part for path in each.materials for part in _inner(each, path)],
    )


def _inner(each: Component, path: Path) -> list[Part]:
    """What was linked into *each*, from the bill it brings."""
    bill = json.loads(path.read_text("utf-8"))
    if bill.get("bomFormat") != "CycloneDX":
        return []
    return [
        Part(
            name=found["name"],
            version=found.get("version"),
            type=ComponentType.LIBRARY,
            purl=PackageURL.from_string(found["purl"]) if found.get("purl") else None,
            bom_ref=f"{each.purl}#{found['name']}@{found.get('version', '')}",
        )
        for found in bill.get("components", [])
    ]


def _serial(release: Release) -> UUID:
    """The same for the same commit, as all that is built."""
    return UUID(
        bytes=hashlib.sha256(f"{NAME} {release.commit} {release.stem}".encode()).digest()[:16], version=5
    )
