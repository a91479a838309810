import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { startCampaign } from '#app/modules/outreach/run-campaign.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  if (!(await startCampaign(actor, params.campaignId!))) notFound()
  return redirectWithNotice(
    `/organizer/${edition.number}/participation/campaigns/${params.campaignId}`,
    'campaign.started',
  )
}
