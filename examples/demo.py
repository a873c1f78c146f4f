"""The example case, from evidence to report: what `make demo` runs. Uses the `sijil` command as a person would."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIJIL = Path(sys.executable).with_name("sijil")


def sijil(*arguments: str) -> None:
    """Run one command of the tool, shown as it would be typed; stop the demo when it fails."""
    print(f"\n$ sijil {' '.join(arguments)}", flush=True)
    done = subprocess.run([SIJIL, *arguments], check=False)
    if done.returncode:
        sys.exit(f"demo: `sijil {arguments[0]}` ended with status {done.returncode}")


def outsider(case: Path) -> None:
    """What somebody without Sijil does: the shell lines of HOWTO-VERIFY.txt, where openssl is there."""
    if shutil.which("openssl") is None:
        return
    text = (case / "HOWTO-VERIFY.txt").read_text("utf-8")
    lines = text.split("----- 8< -----\n")[1].split("----- >8 -----")[0]
    print("\n$ bash check.sh    (the lines of HOWTO-VERIFY.txt, without sijil)", flush=True)
    if subprocess.run(["bash", "-c", lines], cwd=case, check=False).returncode:
        sys.exit("demo: the outsider's check failed")


def main(folder: Path) -> None:
    """Make the case anew in `folder`, run it, review it with the recorded judgements, verify it."""
    started = time.monotonic()
    shutil.rmtree(folder, ignore_errors=True)
    os.environ["SIJIL_KEY"] = str(folder.resolve() / "demo-key.pem")
    case = folder / "case"
    sijil("new", str(case), "--gazetteer", str(HERE / "gazetteer.csv"))
    # A recorded secret, so that the demonstration is the same every time; a real case keeps the one it was made with.
    for name in ("case.toml", "pseudonyms.key"):
        shutil.copyfile(HERE / name, case / name)
    sijil("run", str(case), str(HERE / "evidence"))
    sijil("judgements", str(case), "--import", str(HERE / "judgements.jsonl"))
    sijil("run", str(case), str(HERE / "evidence"))
    sijil("seal", str(case), "--handed-to", "a colleague abroad")
    sijil("run", str(case))
    sijil("verify", str(case))
    sijil("verify", str(case / "report"))
    outsider(case)
    public = folder / "public"
    sijil("release", str(case), "--out", str(public))
    sijil("verify", str(public))
    sijil("verify", str(public), "--case", str(case))
    print(f"\nThe report: {case / 'report' / 'index.html'}   (made in {time.monotonic() - started:.0f} s)")
    print("Open it in a browser and click any number.")
    print(f"The release for the public: {public / 'index.html'}   (nothing protected was found in it)")
    print(f"The workbench: .venv/bin/sijil serve {case}   (open the address it prints)")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo"))
