-- The opening of a round is taken back while nothing was scored in it.
ALTER TABLE "round_moves" DROP CONSTRAINT "round_moves_move_known";--> statement-breakpoint
ALTER TABLE "round_moves" ADD CONSTRAINT "round_moves_move_known" CHECK ("round_moves"."move" in ('opened', 'unopened', 'extended', 'closed', 'reopened')) NOT VALID;--> statement-breakpoint
ALTER TABLE "round_moves" DROP CONSTRAINT "round_moves_reason";--> statement-breakpoint
ALTER TABLE "round_moves" ADD CONSTRAINT "round_moves_reason" CHECK ("round_moves"."move" in ('opened', 'unopened', 'closed') or "round_moves"."reason" <> '') NOT VALID;--> statement-breakpoint
ALTER TABLE "round_moves" DROP CONSTRAINT "round_moves_closes";--> statement-breakpoint
ALTER TABLE "round_moves" ADD CONSTRAINT "round_moves_closes" CHECK (case "round_moves"."move" when 'closed' then "round_moves"."closes_at" is null when 'unopened' then "round_moves"."closes_at" is null
        when 'opened' then true else "round_moves"."closes_at" is not null end) NOT VALID;--> statement-breakpoint
ALTER TABLE "round_moves" VALIDATE CONSTRAINT "round_moves_move_known";--> statement-breakpoint
ALTER TABLE "round_moves" VALIDATE CONSTRAINT "round_moves_reason";--> statement-breakpoint
ALTER TABLE "round_moves" VALIDATE CONSTRAINT "round_moves_closes";
