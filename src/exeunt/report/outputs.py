"""Every file that is made for publication, by name. Writing them is the pipeline's business."""

from __future__ import annotations

from exeunt.log.head import head_text
from exeunt.model.assessment import Assessment
from exeunt.report.document import assessment_json
from exeunt.report.html import FILES, render_report
from exeunt.report.publication import publishable
from exeunt.report.tables import claims_csv, estimates_csv, verdicts_csv


def outputs(assessment: Assessment) -> dict[str, str]:
    """File names with their texts, the case's publication policy applied to each."""
    shown = publishable(assessment)
    return {
        # the page applies the policy itself, since it also says what was held back
        **{file: render_report(assessment, language) for language, file in FILES.items()},
        "assessment.json": assessment_json(shown),
        "verdicts.csv": verdicts_csv(shown),
        "estimates.csv": estimates_csv(shown),
        "claims.csv": claims_csv(shown),
        "tree-head.txt": head_text(assessment.head),
    }
