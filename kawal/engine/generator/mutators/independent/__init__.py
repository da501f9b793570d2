"""Faults planted by someone who had seen only docs/snapshot.md and the regulations, not the rules.

Each `mutate_*` function plants one realistic planning mistake and returns every breach that follows
from it, as a requirement in plain words. Paragraph marks such as "1.7 (3)" point into the
regulation notes (sections 1 to 3). `adapted` translates the requirements into codes of rules.
"""

from __future__ import annotations

from kawal.engine.generator.mutators.independent.alignment import (
    mutate_follows_last_year,
    mutate_rpjmd_programme_forsaken,
    mutate_support_of_sasaran,
    mutate_target_weaker_than_rpjmd,
)
from kawal.engine.generator.mutators.independent.completeness import (
    mutate_forward_estimate_lost,
    mutate_part_without_fund,
    mutate_target_digits_transposed,
    mutate_unit_left_in_target_text,
    mutate_year_target_deleted,
)
from kawal.engine.generator.mutators.independent.form import (
    mutate_code_of_other_kegiatan,
    mutate_four_digit_code,
    mutate_hung_in_other_tree,
    mutate_kegiatan_of_other_opd,
    mutate_letter_for_zero,
    mutate_line_skips_kegiatan,
    mutate_provincial_kegiatan,
    mutate_rpjmd_programme_skips_sasaran,
    mutate_twin_with_other_title,
)
from kawal.engine.generator.mutators.independent.lock import (
    mutate_growth_beside_old_allocation,
    mutate_target_cut_money_kept,
    mutate_zero_line_awakened,
)
from kawal.engine.generator.mutators.independent.money import (
    mutate_ceiling_split_too_small,
    mutate_money_parked_on_kegiatan,
    mutate_printed_totals_swapped,
)
from kawal.engine.generator.mutators.independent.requirements import Mutator

MUTATORS: tuple[Mutator, ...] = (
    mutate_year_target_deleted,
    mutate_target_digits_transposed,
    mutate_unit_left_in_target_text,
    mutate_letter_for_zero,
    mutate_four_digit_code,
    mutate_provincial_kegiatan,
    mutate_code_of_other_kegiatan,
    mutate_twin_with_other_title,
    mutate_hung_in_other_tree,
    mutate_line_skips_kegiatan,
    mutate_rpjmd_programme_skips_sasaran,
    mutate_kegiatan_of_other_opd,
    mutate_follows_last_year,
    mutate_support_of_sasaran,
    mutate_target_weaker_than_rpjmd,
    mutate_rpjmd_programme_forsaken,
    mutate_part_without_fund,
    mutate_forward_estimate_lost,
    mutate_money_parked_on_kegiatan,
    mutate_printed_totals_swapped,
    mutate_ceiling_split_too_small,
    mutate_zero_line_awakened,
    mutate_growth_beside_old_allocation,
    mutate_target_cut_money_kept,
)
