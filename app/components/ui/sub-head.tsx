import { Link } from '@remix-run/react'

/** The head of a page below another one, with the way back to it. */
export function SubHead(props: { to: string; back: string; title: string }) {
  return (
    <div>
      <p className="quiet small">
        <Link to={props.to}>{props.back}</Link>
      </p>
      <h1>{props.title}</h1>
    </div>
  )
}
