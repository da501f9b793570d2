"""The zip of a package: its container, and how its files lie in it."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from random import Random

from kawal.engine.shared.fault import Fault
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import ZIP

Files = list[tuple[str, bytes]]
ENTRY = b"PK\x01\x02"
"""Begins an entry of the list at the end of a zip."""


def files_in(case: Case) -> Files:
    with zipfile.ZipFile(case.path) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def zip_up(case: Case, files: Files, method: int = zipfile.ZIP_DEFLATED) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name that stands twice, on purpose
        with zipfile.ZipFile(case.path, "w", method) as archive:
            for name, content in files:
                archive.writestr(name, content)


def in_entry(case: Case, number: int, at: int, field: bytes) -> None:
    """Overwrite a field of one entry in the list at the end; number: counted from 0."""
    content = bytearray(case.path.read_bytes())
    place = -1
    for _ in range(number + 1):
        place = content.index(ENTRY, place + 1)
    content[place + at : place + at + len(field)] = field
    case.path.write_bytes(content)


def descriptor_number(case: Case) -> int:
    return [name for name, _ in files_in(case)].index("datapackage.json")


def refused(case: Case, fault: Fault = Fault.BROKEN_ZIP) -> Expected:
    return {Told(fault, str(case.path))}


@mutates(ZIP, last=True)
def zip_cut(dice: Random, case: Case) -> Expected:
    content = case.path.read_bytes()
    case.path.write_bytes(content[: dice.randrange(len(content) - 1)])
    return refused(case)


@mutates(ZIP)
def zip_that_is_none(dice: Random, case: Case) -> Expected:
    case.path.write_bytes(dice.choice([b"", b"PK\x03\x04", dice.randbytes(2_000), b"id,name\n"]))
    return refused(case)


@mutates(ZIP)
def zip_with_a_flipped_bit(dice: Random, case: Case) -> Expected:
    with zipfile.ZipFile(case.path) as archive:
        info = dice.choice(archive.infolist())
    content = bytearray(case.path.read_bytes())
    begin = info.header_offset + 30 + len(info.filename)
    content[begin + dice.randrange(info.compress_size)] ^= 1 << dice.randrange(8)
    case.path.write_bytes(content)
    return refused(case)


@mutates(ZIP)
def zip_with_another_sum(dice: Random, case: Case) -> Expected:
    in_entry(case, dice.randrange(len(files_in(case))), 16, dice.randbytes(4))
    return refused(case)


@mutates(ZIP)
def zip_behind_a_password(dice: Random, case: Case) -> Expected:
    in_entry(case, dice.randrange(len(files_in(case))), 8, b"\x01")
    return refused(case)


@mutates(ZIP)
def zip_packed_in_another_way(dice: Random, case: Case) -> Expected:
    zip_up(case, files_in(case), dice.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    return refused(case)


@mutates(ZIP)
def zip_packed_in_a_way_that_nobody_knows(dice: Random, case: Case) -> Expected:
    in_entry(case, dice.randrange(len(files_in(case))), 10, struct.pack("<H", dice.choice([6, 77])))
    return refused(case)


@mutates(ZIP)
def zip_whose_list_points_elsewhere(dice: Random, case: Case) -> Expected:
    at = dice.randrange(2**20, 2**30)
    in_entry(case, dice.randrange(len(files_in(case))), 42, struct.pack("<I", at))
    return refused(case)


@mutates(ZIP)
def zip_of_more_than_memory_bears(dice: Random, case: Case) -> Expected:
    """A bomb says how large it becomes, and is believed."""
    size = struct.pack("<I", dice.randrange(2**29, 2**32 - 1))
    in_entry(case, descriptor_number(case), 24, size)
    return refused(case, Fault.TOO_LARGE)


@mutates(ZIP)
def zip_that_lies_about_a_size(dice: Random, case: Case) -> Expected:
    in_entry(case, descriptor_number(case), 24, struct.pack("<I", dice.randrange(1, 1_000)))
    return refused(case)


@mutates(ZIP)
def zip_of_too_many_files(dice: Random, case: Case) -> Expected:
    count = 1_000 + dice.randrange(500)
    zip_up(case, files_in(case) + [(f"{number}.txt", b"") for number in range(count)])
    return refused(case, Fault.TOO_LARGE)


@mutates(ZIP)
def zip_with_a_file_twice(dice: Random, case: Case) -> Expected:
    files = files_in(case)
    name, content = dice.choice(files)
    zip_up(case, [*files, (name, content + b"\n")])
    return {Told(Fault.UNCLEAR_ZIP, name)}


@mutates(ZIP)
def zip_of_two_packages(_: Random, case: Case) -> Expected:
    files = files_in(case)
    zip_up(
        case, [(f"{top}/{name}", content) for top in ("lama", "baru") for name, content in files]
    )
    return refused(case, Fault.UNCLEAR_ZIP)


@mutates(ZIP)
def zip_of_a_folder_and_more(dice: Random, case: Case) -> Expected:
    more = dice.choice(["catatan.txt", "lain/node.csv", "../node.csv", "/etc/passwd"])
    zip_up(case, [*((f"paket/{name}", each) for name, each in files_in(case)), (more, b"x")])
    return refused(case, Fault.UNCLEAR_ZIP)


@mutates(ZIP)
def zip_that_climbs_out(dice: Random, case: Case) -> Expected:
    top = dice.choice(["..", "../..", "/tmp", "a/../..", "."])
    zip_up(case, [(f"{top}/{name}", content) for name, content in files_in(case)])
    return refused(case, Fault.NO_PACKAGE)


@mutates(ZIP)
def zip_without_a_descriptor(_: Random, case: Case) -> Expected:
    zip_up(case, [each for each in files_in(case) if each[0] != "datapackage.json"])
    return refused(case, Fault.NO_PACKAGE)


@mutates(ZIP)
def zip_without_a_table(dice: Random, case: Case) -> Expected:
    files = files_in(case)
    name, _ = gone = dice.choice([each for each in files if each[0].endswith(".csv")])
    zip_up(case, [each for each in files if each != gone])
    return {Told(Fault.MISSING_TABLE, f"{case.path}/{name}")}


@mutates(ZIP)
def zip_packed_anew(dice: Random, case: Case) -> Expected:
    files = files_in(case)
    dice.shuffle(files)
    zip_up(case, files, dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    return HARMLESS


@mutates(ZIP)
def zip_of_a_folder(dice: Random, case: Case) -> Expected:
    top = dice.choice(["paket", "rencana 2021", "a.b", "é", "C:\\x"])
    zip_up(case, [(f"{top}/", b""), *((f"{top}/{name}", each) for name, each in files_in(case))])
    return HARMLESS


@mutates(ZIP)
def zip_from_a_mac(dice: Random, case: Case) -> Expected:
    more = [(f"__MACOSX/{name}", dice.randbytes(50)) for name, _ in files_in(case)]
    zip_up(case, [*((f"paket/{name}", each) for name, each in files_in(case)), *more])
    return HARMLESS


@mutates(ZIP)
def zip_with_something_before_it(dice: Random, case: Case) -> Expected:
    case.path.write_bytes(dice.randbytes(dice.randrange(1, 5_000)) + case.path.read_bytes())
    return HARMLESS


@mutates(ZIP)
def zip_with_a_remark(dice: Random, case: Case) -> Expected:
    with zipfile.ZipFile(case.path, "a") as archive:
        archive.comment = dice.randbytes(dice.randrange(1, 500))
    return HARMLESS


@mutates(ZIP)
def zip_with_a_file_that_would_climb_out(dice: Random, case: Case) -> Expected:
    """Nothing is unpacked to disk, so it lies idle."""
    name = dice.choice(["../jahat.csv", "/tmp/jahat.csv", "..\\jahat.csv"])
    zip_up(case, [*files_in(case), (name, b"x")])
    return HARMLESS


@mutates(ZIP)
def zip_renamed(dice: Random, case: Case) -> Expected:
    case.paths = [case.path.rename(case.folder / dice.choice(["P.ZIP", "p.v1.zip", "é.Zip"]))]
    return HARMLESS


@mutates(ZIP)
def zip_in_zip(dice: Random, case: Case) -> Expected:
    inner = io.BytesIO(case.path.read_bytes())
    zip_up(case, [(dice.choice(["paket.zip", "a/paket.zip"]), inner.getvalue())])
    return refused(case, Fault.NO_PACKAGE)
