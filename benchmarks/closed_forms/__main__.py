"""`python -m benchmarks.closed_forms`: simulate every form and write the table."""

from __future__ import annotations

import sys

from tqdm import tqdm

from benchmarks.closed_forms import FAR_OUT, forms, judge, write


def main() -> int:
    """Write the table; the answer is no when a form lies too far out."""
    found = [judge(form) for form in tqdm(forms(), unit="form")]
    write(found)
    for one in found:
        sys.stdout.write(f"{one.form.number:>3}  z {one.z:+5.2f}  {one.form.name}\n")
    return int(any(abs(one.z) > FAR_OUT for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
